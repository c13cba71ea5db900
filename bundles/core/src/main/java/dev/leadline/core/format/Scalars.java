package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.BoolValue;
import dev.leadline.core.format.json.JsonValue.NumberValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads single values, tolerantly: where a text is wanted, a number or boolean is read as text;
 * where a number is wanted, a text that is one will do. What cannot be read is reported, and empty.
 */
final class Scalars {
  /** Longest number that is looked at; parsing takes longer than linear time. */
  private static final int MAX_DIGITS = 400;

  private Scalars() {}

  /** The value as text; empty also when it is blank. */
  static Optional<String> text(Optional<JsonValue> value, Findings findings) {
    return value.flatMap(v -> rawText(v, findings)).filter(text -> !text.isBlank());
  }

  /** The value as text, blank or not. */
  static Optional<String> rawText(JsonValue value, Findings findings) {
    Optional<String> text = scalarText(value);
    if (text.isEmpty()) {
      wrongKind(value, "a text", "", findings);
    }
    return text;
  }

  /** Whether there is an array or object, which no scalar reader takes and each reports. */
  static boolean isStructure(Optional<JsonValue> value) {
    return value.isPresent() && scalarText(value.get()).isEmpty();
  }

  private static Optional<String> scalarText(JsonValue value) {
    if (value instanceof TextValue text) {
      return Optional.of(text.text());
    }
    if (value instanceof NumberValue number) {
      return Optional.of(number.literal());
    }
    if (value instanceof BoolValue bool) {
      return Optional.of(Boolean.toString(bool.value()));
    }
    return Optional.empty();
  }

  static void wrongKind(JsonValue value, String wanted, String hint, Findings findings) {
    findings.add(
        ProblemCode.WRONG_KIND,
        value.position().place(),
        value.excerpt(),
        "expected " + wanted + ", found " + value.kind(),
        hint);
  }

  /** An integer, integral float or numeric text; blank text is absent. */
  static OptionalLong integer(Optional<JsonValue> value, long min, long max, Findings findings) {
    if (value.isEmpty() || isBlankText(value.get())) {
      return OptionalLong.empty();
    }
    Optional<BigDecimal> number = decimal(value.get(), "a whole number", findings);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    BigDecimal exact = number.get();
    boolean integral = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
    if (!integral) {
      findings.add(
          ProblemCode.NOT_A_NUMBER,
          value.get().position().place(),
          value.get().excerpt(),
          "expected a whole number",
          "");
      return OptionalLong.empty();
    }
    if (exact.compareTo(BigDecimal.valueOf(min)) < 0
        || exact.compareTo(BigDecimal.valueOf(max)) > 0) {
      outOfRange(value.get(), "expected a number " + range(min, max), findings);
      return OptionalLong.empty();
    }
    return OptionalLong.of(exact.longValueExact());
  }

  private static boolean isBlankText(JsonValue value) {
    return value instanceof TextValue text && text.text().isBlank();
  }

  private static String range(long min, long max) {
    boolean open = max == Integer.MAX_VALUE || max == Long.MAX_VALUE;
    return "from " + min + (open ? "" : " to " + max);
  }

  /** A finite number or numeric text. */
  static OptionalDouble real(JsonValue value, Findings findings) {
    Optional<BigDecimal> number = decimal(value, "a number", findings);
    if (number.isEmpty()) {
      return OptionalDouble.empty();
    }
    // From the text and not from the decimal, which has no negative zero.
    double real = Double.parseDouble(scalarText(value).orElseThrow().strip());
    if (Double.isInfinite(real)) {
      outOfRange(value, "the number is too large", findings);
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(real);
  }

  /** {@code true}, {@code false}, or one of these as text in any case. */
  static Optional<Boolean> bool(Optional<JsonValue> value, Findings findings) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof BoolValue bool) {
      return Optional.of(bool.value());
    }
    if (value.get() instanceof TextValue text) {
      String word = text.text().strip();
      if (word.isEmpty()) {
        return Optional.empty();
      }
      if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
        return Optional.of(Boolean.parseBoolean(word));
      }
    }
    findings.add(
        ProblemCode.NOT_A_BOOLEAN,
        value.get().position().place(),
        value.get().excerpt(),
        "expected true or false",
        "");
    return Optional.empty();
  }

  private static Optional<BigDecimal> decimal(JsonValue value, String wanted, Findings findings) {
    if (!(value instanceof NumberValue) && !(value instanceof TextValue)) {
      wrongKind(value, wanted, "", findings);
      return Optional.empty();
    }
    String digits = scalarText(value).orElseThrow().strip();
    // ASCII only: BigDecimal reads the digits of other scripts, Double.parseDouble does not.
    if (digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c < 0x80)) {
      try {
        return Optional.of(new BigDecimal(digits));
      } catch (NumberFormatException e) {
        // Reported below, with the value.
      }
    }
    if (value instanceof NumberValue) {
      outOfRange(value, "the number is too large or too long", findings);
    } else {
      findings.add(
          ProblemCode.NOT_A_NUMBER,
          value.position().place(),
          value.excerpt(),
          "expected " + wanted,
          "");
    }
    return Optional.empty();
  }

  private static void outOfRange(JsonValue value, String message, Findings findings) {
    findings.add(
        ProblemCode.NUMBER_OUT_OF_RANGE, value.position().place(), value.excerpt(), message, "");
  }
}
