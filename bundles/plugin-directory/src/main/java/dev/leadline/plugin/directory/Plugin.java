package dev.leadline.plugin.directory;

import dev.leadline.sdk.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** One file of the directory, and how far it has come. Confined to the thread that looks. */
final class Plugin {

  /** What is next for it. */
  enum Stage {
    /** Its bundle is as the file is, or the file is of no use. */
    SETTLED,
    /** The bundle is to be started. */
    TO_START,
    /** The bundle lacks something that another bundle may bring. */
    UNRESOLVED,
    /** Another bundle has its name and version. */
    NAME_TAKEN
  }

  private final Path file;
  private Optional<FileStamp> seen = Optional.empty();
  private Optional<FileStamp> taken = Optional.empty();
  private Stage stage = Stage.SETTLED;
  private long triedAt;
  private @Nullable Bundle bundle;
  private boolean isLeaving;
  private Optional<Problem> problem = Optional.empty();

  Plugin(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** For people. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /** Whether the file is as it was at the last look, so that nobody is writing it. */
  boolean isStill(FileStamp now) {
    boolean isStill = seen.filter(now::equals).isPresent();
    seen = Optional.of(now);
    return isStill;
  }

  /** Whether this content has been dealt with. */
  boolean hasTaken(FileStamp now) {
    return taken.filter(now::equals).isPresent();
  }

  void take(FileStamp now) {
    taken = Optional.of(now);
  }

  /** The content is to be looked at again, though it is the same. */
  void forgetTaken() {
    taken = Optional.empty();
  }

  Stage stage() {
    return stage;
  }

  void stage(Stage next) {
    stage = next;
  }

  /** When it was tried last, in changes of the set of bundles. */
  long triedAt() {
    return triedAt;
  }

  void triedAt(long change) {
    triedAt = change;
  }

  Optional<Bundle> bundle() {
    return Optional.ofNullable(bundle);
  }

  void bundle(@Nullable Bundle newBundle) {
    bundle = newBundle;
  }

  boolean isRunning() {
    return bundle != null && PluginBundles.isRunning(bundle);
  }

  /** Its file is gone, and its bundle is on its way out. */
  void leave() {
    isLeaving = true;
  }

  /** Its file is there, perhaps again. */
  void stay() {
    isLeaving = false;
  }

  boolean isLeaving() {
    return isLeaving;
  }

  /** What is wrong with it. */
  Optional<Problem> problem() {
    return problem;
  }

  /** Whether that is news. */
  boolean problem(Optional<Problem> newProblem) {
    boolean isNew = !problem.equals(newProblem);
    problem = newProblem;
    return isNew;
  }

  /** Its problem, if it is this one, is over. */
  void clearIf(String code) {
    problem = problem.filter(found -> !found.code().equals(code));
  }
}
