package dev.leadline.source.directory;

import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file as it was last seen. Text that is no document at all may be half of one: it is judged
 * when a second look finds it unchanged. What can be read is taken at once.
 */
final class TracepointFile {
  /**
   * A file read this soon after it was modified may be modified again without its time showing it:
   * file systems keep times to as little as two seconds. It is read again.
   */
  private static final Duration COARSEST_TIME = Duration.ofSeconds(3);

  private final Path path;
  private final TracepointFormat format;

  private @Nullable FileStamp stamp;
  private Instant readAt = Instant.MIN;
  private String digest = "";
  private @Nullable Reading unconfirmed;
  private boolean missed;
  private List<Declaration> lastGood = List.of();

  TracepointFile(Path path, TracepointFormat format) {
    this.path = path;
    this.format = format;
  }

  /**
   * What is new about the file.
   *
   * @param declarations to be in force
   * @param problems of the text as it is now
   * @param good whether the tracepoints are of that text, and not of the last good one
   */
  record Change(List<Declaration> declarations, List<Problem> problems, boolean good) {}

  /** Looks at the file; empty when there is nothing new to say about it. */
  Optional<Change> look(FileStamp newStamp, Instant now) {
    missed = false;
    boolean unchanged = newStamp.sameAs(stamp) && unconfirmed == null;
    if (unchanged && readAt.isAfter(newStamp.modified().plus(COARSEST_TIME))) {
      return Optional.empty();
    }
    FileText text = FileText.read(path);
    if (text instanceof FileText.Gone) {
      return Optional.empty();
    }
    stamp = newStamp;
    readAt = now;
    boolean sameText = text.digest().equals(digest);
    digest = text.digest();
    if (sameText) {
      Optional<Change> confirmed = Optional.ofNullable(unconfirmed).map(this::change);
      unconfirmed = null;
      return confirmed;
    }
    Reading reading = read(text);
    unconfirmed = reading.wellFormed() ? null : reading;
    return reading.wellFormed() ? Optional.of(change(reading)) : Optional.empty();
  }

  /**
   * Notes that the file is not there.
   *
   * @return whether that is so for the second time: some editors put a file aside for a moment
   */
  boolean isGoneForGood() {
    boolean second = missed;
    missed = true;
    return second;
  }

  private Reading read(FileText text) {
    if (text instanceof FileText.Text readable) {
      return format.read(path.getFileName().toString(), readable.text());
    }
    return new Reading(false, List.of(), List.of(((FileText.Unreadable) text).problem()));
  }

  private Change change(Reading reading) {
    boolean failed =
        reading.tracepoints().isEmpty() && reading.problems().stream().anyMatch(Problem::isError);
    boolean good = reading.wellFormed() && !failed;
    if (good) {
      lastGood = reading.declarations();
    }
    return new Change(good ? lastGood : withProblemsOf(reading), reading.problems(), good);
  }

  /** What stays in force says why it is not what the file says now. */
  private List<Declaration> withProblemsOf(Reading bad) {
    return lastGood.stream().map(declaration -> declaration.withProblems(bad.problems())).toList();
  }
}
