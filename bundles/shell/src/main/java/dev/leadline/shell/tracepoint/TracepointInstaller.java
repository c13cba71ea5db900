package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts tracepoints that somebody typed in force, waits until Leadline's thread is done with them,
 * and says what came of it. What cannot work is taken back: a command that fails leaves nothing.
 */
public final class TracepointInstaller {

  /** A first expression takes a second or two to compile; a large application some to scan. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TracepointRegistry registry;
  private final CodeInspector inspector;
  private final TracepointDirectory directory;

  public TracepointInstaller(
      TracepointRegistry registry, CodeInspector inspector, TracepointDirectory directory) {
    this.registry = registry;
    this.inspector = inspector;
    this.directory = directory;
  }

  /** An id that is free, or belongs to a tracepoint of the shell that is replaced. */
  public String chooseId(String name) {
    String id = name;
    for (int i = 2; registry.status(id).isPresent(); i++) {
      id = name + "-" + i;
    }
    return id;
  }

  /**
   * Installs them, one after the other.
   *
   * @param isKept whether they are written to the tracepoints directory
   */
  public int install(Console console, List<Declaration> declarations, boolean isKept, boolean isDry)
      throws InterruptedException {
    int worst = ShellCommand.OK;
    for (Declaration declaration : declarations) {
      worst = Math.max(worst, install(console, declaration, isKept, isDry));
    }
    return worst;
  }

  private int install(Console console, Declaration declaration, boolean isKept, boolean isDry)
      throws InterruptedException {
    String id = declaration.tracepoint().id();
    Optional<String> unkept =
        isKept ? directory.refusal(id, registry.status(id)) : Optional.empty();
    if (unkept.isPresent()) {
      console.err().println("it cannot be saved: " + unkept.get());
      return ShellCommand.FAILED;
    }
    String origin = isKept ? TracepointDirectory.origin(id) : StatusText.SHELL_ORIGIN + id;
    Optional<TracepointStatus> before = registry.status(id);
    boolean isMoved =
        isKept && before.filter(it -> it.origin().equals(StatusText.SHELL_ORIGIN + id)).isPresent();
    List<Problem> refusals =
        isMoved
            ? List.of()
            : registry.check(origin, List.of(declaration)).stream()
                .map(problem -> ProblemPlaces.of(problem, declaration.tracepoint()))
                .toList();
    if (refusals.stream().filter(Problem::isError).count()
        >= Math.max(1, declaration.tracepoint().metrics().size())) {
      ProblemText.print(console, refusals);
      console.err().println("nothing is installed");
      return ShellCommand.FAILED;
    }
    // Checked beforehand, so that what cannot work does not replace what does.
    TracepointCheck check = TracepointCheck.of(declaration.tracepoint(), inspector);
    if (isDry || check.isHopeless()) {
      return report(console, check, refusals, isDry);
    }
    if (isMoved) {
      registry.withdraw(StatusText.SHELL_ORIGIN + id);
    }
    registry.declare(origin, List.of(declaration));
    boolean isDone = registry.await(PATIENCE);
    TracepointStatus status = registry.status(id).orElse(null);
    if (status == null) {
      console.err().println("tracepoint " + id + " has been removed meanwhile");
      return ShellCommand.FAILED;
    }
    if (status.state() == TracepointState.REJECTED || status.state() == TracepointState.NO_CODE) {
      return takeBack(console, status, origin, found(status, declaration));
    }
    print(console, status, before.isPresent(), isDone);
    found(status, declaration)
        .forEach(problem -> ProblemText.print(console, console.out(), problem, "  "));
    return isKept ? keep(console, declaration, status) : ShellCommand.OK;
  }

  private static int report(
      Console console, TracepointCheck check, List<Problem> refusals, boolean isDry) {
    if (!check.isHopeless()) {
      check.print(console);
    }
    ProblemText.print(console, refusals);
    ProblemText.print(console, check.problems());
    if (check.isHopeless() || !isDry) {
      console.err().println("nothing is installed");
      return ShellCommand.FAILED;
    }
    console.out().println("nothing is installed: that was a dry run");
    return ShellCommand.OK;
  }

  /** What was not known, and said, when the declaration was read. */
  private static List<Problem> found(TracepointStatus status, Declaration declaration) {
    return status.problems().stream()
        .filter(problem -> !declaration.problems().contains(problem))
        .map(problem -> ProblemPlaces.of(problem, status.tracepoint()))
        .toList();
  }

  private int takeBack(
      Console console, TracepointStatus status, String origin, List<Problem> problems) {
    registry.withdraw(origin);
    if (status.state() == TracepointState.NO_CODE || problems.isEmpty()) {
      console.err().println(Paint.RED.on(console, "error") + ": " + status.reason());
    }
    ProblemText.print(console, problems);
    console.err().println("nothing is installed");
    return ShellCommand.FAILED;
  }

  private int keep(Console console, Declaration declaration, TracepointStatus status) {
    try {
      console.out().println("saved in " + directory.write(declaration.tracepoint()));
      return ShellCommand.OK;
    } catch (IOException failure) {
      console
          .err()
          .println(
              "it is in force, and could not be saved: it goes when the JVM ends ("
                  + failure
                  + "); tp:remove "
                  + status.id()
                  + " takes it out before");
      return ShellCommand.FAILED;
    }
  }

  private static void print(
      Console console, TracepointStatus status, boolean isReplaced, boolean isDone) {
    Paint paint = Paint.of(status.state());
    console
        .out()
        .println(
            (isReplaced ? "replaced tracepoint " : "tracepoint ")
                + status.id()
                + ": "
                + paint.on(console, status.state().name())
                + (status.reason().isEmpty() ? "" : ", " + status.reason()));
    Table table = new Table("", "");
    status.probes().forEach(probe -> table.row("  probe", StatusText.probe(probe)));
    status
        .exposedNames()
        .forEach((metric, names) -> names.forEach(name -> table.row("  metric", exposed(name))));
    table.printRows(console);
    if (!isDone) {
      console
          .out()
          .println(
              "  it is still being installed after "
                  + NumberText.age(PATIENCE)
                  + "; tp:show "
                  + status.id()
                  + " tells more");
    } else if (status.state() == TracepointState.PENDING) {
      console
          .out()
          .println(
              "  it is installed as soon as such a class loads; tp:remove "
                  + status.id()
                  + " takes it back");
    } else if (status.exposedNames().isEmpty() && !status.probes().isEmpty()) {
      console.out().println("  no provider has the metric; see providers and doctor");
    }
  }

  /** {@code session_duration_seconds in prometheus}. */
  private static String exposed(String providerAndName) {
    int colon = providerAndName.indexOf(':');
    return providerAndName.substring(colon + 1) + " in " + providerAndName.substring(0, colon);
  }
}
