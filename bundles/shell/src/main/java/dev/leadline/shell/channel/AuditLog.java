package dev.leadline.shell.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who did what, when, and how it ended: a file of lines, for the user alone, bounded in size. A
 * command has a line when it begins and one when it ends, under one number, so that one that ends
 * the JVM is there too. Nothing that a client sends can make a line of its own.
 *
 * <p>A disk that is full loses lines; that is said in the log, and the commands run.
 */
public final class AuditLog {

  /** At this size the file becomes {@code name.1}, whatever was there before. */
  static final long LIMIT_BYTES = 5 << 20;

  private static final int LONGEST_ARGUMENT = 4096;
  private static final int LONGEST_LINE = 16_384;

  private final Path file;
  private final Clock clock;
  private final System.Logger log;
  private final AtomicLong numbers = new AtomicLong();
  private boolean failed;

  public AuditLog(Path file, Clock clock, System.Logger log) {
    this.file = file;
    this.clock = clock;
    this.log = log;
  }

  /** A command begins; returns its number. */
  public long begin(String who, String how, List<String> arguments) {
    StringJoiner words = new StringJoiner(" ");
    for (String argument : arguments) {
      words.add(quoted(argument));
    }
    return write(numbers.incrementAndGet(), who + " " + how + " " + words);
  }

  /** A line of a session begins; returns its number. */
  public long beginLine(String who, String line) {
    return write(numbers.incrementAndGet(), who + " shell: " + printable(line));
  }

  /** It has ended. */
  public void end(long number, int status, long nanos) {
    write(number, "status " + status + " after " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
  }

  /** Something that is no command, such as a client that was refused. */
  public void note(String who, String what) {
    write(numbers.incrementAndGet(), who + " " + printable(what));
  }

  private synchronized long write(long number, String text) {
    String cut = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + ".." : text;
    String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " #" + number + " " + cut + "\n";
    try {
      if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      create();
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        log.log(Level.ERROR, "commands cannot be written to " + file, e);
      }
      failed = true;
    }
    return number;
  }

  private void create() throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null
        && Files.getFileAttributeView(parent, PosixFileAttributeView.class) != null) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /** As a person would write it in a shell, so that words can be told apart. */
  private static String quoted(String argument) {
    String text = printable(argument);
    boolean plain = !text.isEmpty() && text.chars().allMatch(AuditLog::needsNoQuotes);
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean needsNoQuotes(int c) {
    return Character.isLetterOrDigit(c) || "+-.,:/=@_%".indexOf(c) >= 0;
  }

  /**
   * Control characters would begin lines of their own, or change a terminal that shows the file.
   */
  private static String printable(String text) {
    StringBuilder result = new StringBuilder(Math.min(text.length(), LONGEST_ARGUMENT));
    for (int i = 0; i < text.length(); i++) {
      if (result.length() >= LONGEST_ARGUMENT) {
        return result.append("..").toString();
      }
      char c = text.charAt(i);
      boolean separator = c == '\u2028' || c == '\u2029';
      if (Character.isISOControl(c) || separator) {
        result.append("\\u").append(hex(c >> 12)).append(hex(c >> 8)).append(hex(c >> 4));
        result.append(hex(c));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  private static char hex(int nibble) {
    return Character.forDigit(nibble & 15, 16);
  }
}
