package dev.leadline.shell.deepql;

import dev.leadline.shell.argument.DurationArgument;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as queries write them; all in UTC. */
final class Moment {

  /** What a message about a bad one says. */
  static final String FORM =
      "write now, a length of time from now such as 24h, \"2026-01-31\", \"13:00:00\","
          + " \"2026-01-31 13:00:00\", or seconds or milliseconds since 1970; 0 leaves it open";

  private static final double FIRST_MILLISECONDS = 1e11;

  private Moment() {}

  /** Milliseconds since 1970; 0 when it is open; empty when it is no point in time. */
  static Optional<Long> millis(Token value, Instant now) {
    try {
      return switch (value.kind()) {
        case NUMBER -> epoch(value.text());
        case DURATION -> Optional.of(from(now, value.text()));
        case WORD, TEXT -> written(value.text().strip(), now);
        case OPERATOR, OPEN, CLOSE, COMMA, END -> Optional.empty();
      };
    } catch (DateTimeException | ArithmeticException | NumberFormatException outOfRange) {
      return Optional.empty();
    }
  }

  private static Optional<Long> epoch(String number) {
    double value = Double.parseDouble(number);
    if (!(value >= 0) || value > Long.MAX_VALUE / 2.0) {
      return Optional.empty();
    }
    return Optional.of((long) (value < FIRST_MILLISECONDS ? value * 1000 : value));
  }

  private static long from(Instant now, String duration) {
    boolean isPast = duration.startsWith("-");
    String plain = isPast || duration.startsWith("+") ? duration.substring(1) : duration;
    Duration length = DurationArgument.parse(plain).orElseThrow(NumberFormatException::new);
    return now.plus(isPast ? length.negated() : length).toEpochMilli();
  }

  private static Optional<Long> written(String text, Instant now) {
    if (text.equals("now")) {
      return Optional.of(now.toEpochMilli());
    }
    if (text.matches("\\d{1,18}")) {
      return epoch(text);
    }
    if (DurationArgument.parse(text).isPresent()) {
      return Optional.of(from(now, text));
    }
    if (text.matches("\\d{1,2}:\\d\\d:\\d\\d")) {
      LocalTime time = LocalTime.parse(text.length() == 7 ? "0" + text : text);
      return millis(now.atOffset(ZoneOffset.UTC).toLocalDate().atTime(time));
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return millis(LocalDate.parse(text).atStartOfDay());
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d")) {
      return millis(LocalDateTime.parse(text.replace(' ', 'T')));
    }
    return Optional.empty();
  }

  private static Optional<Long> millis(LocalDateTime time) {
    return Optional.of(time.toInstant(ZoneOffset.UTC).toEpochMilli());
  }
}
