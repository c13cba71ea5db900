package dev.leadline.shell.text;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them; the same in every locale. */
public final class NumberText {

  private static final double LARGEST_PLAIN = 1e15;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private NumberText() {}

  /** {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 12,345}, {@code 4.587}, {@code 1.5e+20}: up to four figures behind the point. */
  public static String value(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    double size = Math.abs(value);
    if (size >= LARGEST_PLAIN || (size > 0 && size < 0.001)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    if (value == Math.rint(value)) {
      return count((long) value);
    }
    String text = String.format(Locale.ROOT, size >= 1000 ? "%,.1f" : "%.4f", value);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** {@code 143 ns}, {@code 1.5 µs}, {@code 20 ms}. */
  public static String nanos(double nanos) {
    if (nanos < 1_000) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f \u00b5s", nanos / 1_000);
    }
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1_000_000);
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}. */
  public static String age(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, age.toMillis()) / 1000.0);
    }
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    return seconds < 2 * HOUR
        ? seconds / MINUTE + " min"
        : seconds < 2 * DAY ? seconds / HOUR + " h" : seconds / DAY + " d";
  }

  /** {@code 1 probe}, {@code 2 probes}. */
  public static String plural(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
