package dev.leadline.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The text of log lines. In UTC and without formats: the default time zone and locale are the
 * application's to initialise.
 */
final class LogLine {

  private static final int LONGEST_MESSAGE = 8192;

  private LogLine() {}

  static String of(
      Instant time, Level level, String name, String message, @Nullable Throwable thrown) {
    StringBuilder line = new StringBuilder(message.length() + 96);
    String stamp = time.truncatedTo(ChronoUnit.MILLIS).toString();
    // Instant leaves out milliseconds that are zero.
    line.append(stamp.length() == 20 ? stamp.substring(0, 19) + ".000Z" : stamp);
    line.append(' ').append(level.getName());
    for (int i = level.getName().length(); i < 7; i++) {
      line.append(' ');
    }
    line.append(" [").append(Thread.currentThread().getName()).append("] ").append(name);
    line.append(": ");
    if (message.length() > LONGEST_MESSAGE) {
      line.append(message, 0, LONGEST_MESSAGE).append("...");
    } else {
      line.append(message);
    }
    line.append('\n');
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      line.append(trace);
    }
    return line.toString();
  }

  /**
   * A MessageFormat pattern's text, with {@code {0}} as plain {@code toString}: nobody wants {@code
   * 9,464} for a port.
   */
  static String format(String pattern, @Nullable Object... parameters) {
    StringBuilder text = new StringBuilder(pattern.length() + 32);
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int close = c == '{' ? pattern.indexOf('}', at) : -1;
      int index = close < 0 ? -1 : index(pattern, at + 1, close);
      if (index >= 0 && index < parameters.length) {
        text.append(parameters[index]);
        at = close + 1;
      } else if (c == '\'' && at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'') {
        text.append('\'');
        at += 2;
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /** The number between the braces, without a format after a comma; -1 when there is none. */
  private static int index(String pattern, int from, int to) {
    int index = 0;
    int at = from;
    while (at < to && Character.isDigit(pattern.charAt(at)) && at - from < 3) {
      index = index * 10 + Character.digit(pattern.charAt(at), 10);
      at++;
    }
    return at > from && (at == to || pattern.charAt(at) == ',') ? index : -1;
  }
}
