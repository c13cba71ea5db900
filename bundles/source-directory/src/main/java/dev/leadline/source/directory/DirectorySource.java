package dev.leadline.source.directory;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares the tracepoints of the {@code *.json} files in a directory, each file under the origin
 * {@code file:<name>}. Knows nothing about time passing by itself: it looks whenever {@link #scan}
 * is called.
 *
 * <p>A file that is bad, as a whole or so that nothing of it can be in force, is reported once, and
 * what it said before stays in force. When only some of its tracepoints are bad, the others are
 * taken. A file or directory counts as deleted when two scans in a row do not find it.
 */
final class DirectorySource {
  private final Path directory;
  private final TracepointFormat format;
  private final TracepointRegistry registry;
  private final Function<Path, Optional<String>> guard;
  private final System.Logger log;
  private final Clock clock;

  /** Guarded by this: what is not read because others can write to it, by path. */
  private final SortedMap<Path, String> untrusted = new TreeMap<>();

  private final Map<String, Declared> files = new TreeMap<>();
  private String lastListingProblem = "";
  private boolean closed;

  /**
   * @param guard why a path is not to be trusted; empty when it is
   */
  DirectorySource(
      Path directory,
      TracepointFormat format,
      TracepointRegistry registry,
      Function<Path, Optional<String>> guard,
      System.Logger log,
      Clock clock) {
    this.directory = directory;
    this.format = format;
    this.registry = registry;
    this.guard = guard;
    this.log = log;
    this.clock = clock;
  }

  /** Looks at the directory and declares what has changed. Does nothing once closed. */
  synchronized void scan() {
    if (closed || !isTrusted(directory)) {
      return;
    }
    Listing listing = Listing.of(directory);
    if (listing instanceof Listing.Listed listed) {
      reportListing(
          listed.ignored() == 0
              ? ""
              : "more than " + Listing.MAX_FILES + " files, " + listed.ignored() + " are ignored");
      scan(listed);
    } else if (listing instanceof Listing.Unreadable unreadable) {
      // Perhaps only for now: what is in force stays.
      reportListing("cannot be listed: " + unreadable.reason());
    }
  }

  /** What is not read because others can write to it; what was in force before stays. */
  synchronized List<Problem> problems() {
    return untrusted.values().stream().map(DirectorySource::refusal).toList();
  }

  private boolean isTrusted(Path path) {
    Optional<String> reason = guard.apply(path);
    if (reason.isEmpty()) {
      untrusted.remove(path);
      return true;
    }
    String text =
        (path.equals(directory) ? "tracepoints.dir " : "") + path + " is not read: " + reason.get();
    if (!text.equals(untrusted.put(path, text))) {
      log.log(ERROR, refusal(text).toString());
    }
    return false;
  }

  private static Problem refusal(String text) {
    return Problem.error(
        "TP-072",
        text,
        "tracepoints read the data of this JVM: take the right to write from others, or set"
            + " directories.shared=allow");
  }

  /** Withdraws everything, for good. */
  synchronized void close() {
    closed = true;
    files.keySet().forEach(name -> registry.withdraw(origin(name)));
    files.clear();
  }

  private void scan(Listing.Listed listed) {
    boolean anyMissing = false;
    boolean anyChange = false;
    for (String name : List.copyOf(files.keySet())) {
      if (!listed.stamps().containsKey(name)) {
        boolean gone = get(name).file.isGoneForGood();
        anyMissing |= !gone;
        anyChange |= gone;
        if (gone) {
          withdraw(name);
        }
      }
    }
    for (Map.Entry<String, FileStamp> entry : listed.stamps().entrySet()) {
      String name = entry.getKey();
      // A file that comes while another goes may be that one, renamed: the same ids. So let the
      // other go first.
      if (files.containsKey(name) || !anyMissing) {
        anyChange |= look(name, entry.getValue());
      }
    }
    if (anyChange) {
      files.forEach(this::declareAgainIfRefused);
    }
  }

  private Declared get(String name) {
    return files.computeIfAbsent(
        name, key -> new Declared(new TracepointFile(directory.resolve(key), format)));
  }

  private boolean look(String name, FileStamp stamp) {
    Declared declared = get(name);
    if (!stamp.sameAs(declared.trusted)) {
      if (!isTrusted(directory.resolve(name))) {
        return false;
      }
      declared.trusted = stamp;
    }
    Optional<TracepointFile.Change> change = declared.file.look(stamp, clock.instant());
    if (change.isEmpty()) {
      return false;
    }
    declared.change = change;
    declared.refusals = registry.declare(origin(name), change.get().declarations());
    declared.fresh = true;
    report(name, change.get(), declared.refusals);
    return true;
  }

  /** An id that another file had may be free now. */
  private void declareAgainIfRefused(String name, Declared declared) {
    if (!declared.fresh && !declared.refusals.isEmpty() && declared.change.isPresent()) {
      TracepointFile.Change change = declared.change.get();
      List<Problem> refusals = registry.declare(origin(name), change.declarations());
      if (!refusals.equals(declared.refusals)) {
        report(name, change, refusals);
      }
      declared.refusals = refusals;
    }
    declared.fresh = false;
  }

  private void withdraw(String name) {
    files.remove(name);
    untrusted.remove(directory.resolve(name));
    registry.withdraw(origin(name));
    log.log(INFO, name + " is gone, its tracepoints are withdrawn");
  }

  private void report(String name, TracepointFile.Change change, List<Problem> refusals) {
    int count =
        change.declarations().size() - (int) refusals.stream().filter(Problem::isError).count();
    if (change.good()) {
      log.log(INFO, name + ": tracepoints declared: " + Math.max(0, count));
    } else if (change.declarations().isEmpty()) {
      log.log(ERROR, name + " cannot be used");
    } else {
      log.log(
          ERROR,
          name
              + " cannot be used; its last good version stays in force (tracepoints: "
              + count
              + ")");
    }
    List<Problem> problems = new ArrayList<>(change.problems());
    problems.addAll(refusals);
    for (Problem problem : problems) {
      log.log(problem.isError() ? ERROR : WARNING, problem.toString());
    }
  }

  private void reportListing(String problem) {
    if (!problem.equals(lastListingProblem)) {
      lastListingProblem = problem;
      if (problem.isEmpty()) {
        log.log(INFO, "the tracepoint directory " + directory + " can be read again");
      } else {
        log.log(WARNING, "the tracepoint directory " + directory + " " + problem);
      }
    }
  }

  private static String origin(String name) {
    return "file:" + name;
  }

  /** A file, and what was last declared of it. */
  private static final class Declared {
    private final TracepointFile file;
    private Optional<TracepointFile.Change> change = Optional.empty();
    private List<Problem> refusals = List.of();
    private boolean fresh;

    /** The content that nobody else can have written. */
    private @Nullable FileStamp trusted;

    Declared(TracepointFile file) {
      this.file = file;
    }
  }
}
