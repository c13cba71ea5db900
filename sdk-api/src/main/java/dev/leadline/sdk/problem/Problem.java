package dev.leadline.sdk.problem;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with what a user wrote.
 *
 * @param code stable code for documentation and search, such as {@code TP-012}; never reused for
 *     another meaning
 * @param severity whether the thing is in force all the same
 * @param place where
 * @param value the offending value as the user wrote it, cut to a sensible length; empty when there
 *     is none
 * @param message what is wrong, one sentence, no final full stop
 * @param hint what to do about it; empty when there is nothing to say
 */
public record Problem(
    String code, Severity severity, Place place, String value, String message, String hint) {

  /** Longest {@link #value} that is kept; the rest is cut. */
  public static final int MAX_VALUE_LENGTH = 200;

  public Problem {
    requireNonNull(severity, "severity");
    requireNonNull(place, "place");
    requireNonNull(message, "message");
    requireNonNull(hint, "hint");
    if (code.isBlank()) {
      throw new IllegalArgumentException("a problem has a code: " + message);
    }
    if (value.length() > MAX_VALUE_LENGTH) {
      value = value.substring(0, MAX_VALUE_LENGTH - 1) + "\u2026";
    }
  }

  /** An error that is not about a particular value or place. */
  public static Problem error(String code, String message, String hint) {
    return new Problem(code, Severity.ERROR, Place.NONE, "", message, hint);
  }

  /** A warning that is not about a particular value or place. */
  public static Problem warning(String code, String message, String hint) {
    return new Problem(code, Severity.WARNING, Place.NONE, "", message, hint);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The same problem somewhere else. */
  public Problem at(Place newPlace) {
    return new Problem(code, severity, newPlace, value, message, hint);
  }

  /**
   * {@code TP-012 shop.json:3:9 /metrics/0/type: unknown type "COUNT" (one of ..)}: one line for a
   * log or a terminal.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(code);
    String where = place.toString();
    if (!where.isEmpty()) {
      text.append(' ').append(where);
    }
    text.append(": ").append(message);
    if (!value.isEmpty()) {
      text.append(": ").append(value.replace('\n', ' ').replace('\r', ' '));
    }
    if (!hint.isEmpty()) {
      text.append(" (").append(hint).append(')');
    }
    return text.toString();
  }
}
