package dev.leadline.shell.argument;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people type it: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h30m}. */
public final class DurationArgument {

  /** What a message about a bad one says. */
  public static final String FORM = "write 500ms, 30s, 5m, 2h or 7d";

  private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:ms|[smhd]))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[smhd])");

  private static final int LONGEST = 60;

  private DurationArgument() {}

  /** Reads it, also in the form of ISO 8601; empty when it is no length of time. */
  public static Optional<Duration> parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.startsWith("p")) {
      try {
        return Optional.of(Duration.parse(plain));
      } catch (DateTimeException noDuration) {
        return Optional.empty();
      }
    }
    // The JDK's regular expressions recurse for each repetition of a group.
    if (plain.length() > LONGEST || !WHOLE.matcher(plain).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(plain);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              });
    }
    return Optional.of(sum);
  }
}
