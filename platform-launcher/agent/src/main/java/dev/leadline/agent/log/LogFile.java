package dev.leadline.agent.log;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is bounded in size and in lines per second. A line is written whole and at once,
 * so that it is there after a crash. A disk that is full loses lines, and nothing else.
 */
public final class LogFile implements Closeable {

  /** At this size the file becomes {@code name.1}, whatever was there before. */
  static final long LIMIT_BYTES = 5 << 20;

  private final File file;
  private final Level least;
  private final Clock clock;
  private final LineBudget budget;

  // Guarded by this.
  private @Nullable OutputStream out;
  private long size;
  private long leftOut;

  private LogFile(File file, Level least, Clock clock) {
    this.file = file;
    this.least = least;
    this.clock = clock;
    this.budget = new LineBudget(clock);
  }

  /**
   * Opens it for appending, and makes its directory when that is not there.
   *
   * @param least lines below are left out
   */
  public static LogFile open(File file, Level least, Clock clock) throws IOException {
    File directory = file.getAbsoluteFile().getParentFile();
    if (directory != null) {
      Files.createDirectories(directory.toPath());
    }
    LogFile log = new LogFile(file, least, clock);
    log.reopen(true);
    return log;
  }

  /** A logger that writes here under this name. */
  public System.Logger logger(String name) {
    return new FileLogger(name, this);
  }

  public File file() {
    return file;
  }

  boolean isLoggable(Level level) {
    return level != Level.OFF && level.getSeverity() >= least.getSeverity();
  }

  synchronized void write(Level level, String name, String message, @Nullable Throwable thrown) {
    if (out == null) {
      return;
    }
    if (!budget.take()) {
      leftOut++;
      return;
    }
    if (leftOut > 0) {
      String note = leftOut + " lines were left out: too many at once";
      leftOut = 0;
      append(LogLine.of(clock.instant(), Level.WARNING, "leadline", note, null));
    }
    append(LogLine.of(clock.instant(), level, name, message, thrown));
  }

  private void append(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      if (size > 0 && size + bytes.length > LIMIT_BYTES) {
        rotate();
      }
      OutputStream current = out;
      if (current != null) {
        current.write(bytes);
        size += bytes.length;
      }
    } catch (IOException e) {
      // Nowhere to say it: this is the log. The next line tries again.
      leftOut++;
    }
  }

  private void rotate() throws IOException {
    close();
    try {
      Files.move(
          file.toPath(),
          new File(file.getPath() + ".1").toPath(),
          StandardCopyOption.REPLACE_EXISTING);
      reopen(true);
    } catch (IOException heldByAnotherProgram) {
      // The bound on the size is the promise; keeping the old lines is not.
      reopen(false);
    }
  }

  private void reopen(boolean append) throws IOException {
    out = new FileOutputStream(file, append);
    size = file.length();
  }

  /** Lines that come later are dropped. */
  @Override
  public synchronized void close() throws IOException {
    OutputStream current = out;
    out = null;
    if (current != null) {
      current.close();
    }
  }
}
