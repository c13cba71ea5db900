package dev.leadline.shell.deepql;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;
import java.util.List;

/**
 * A query, as it was written: keys and values have not been looked at.
 *
 * @param text all of it
 * @param command such as {@code metric}
 * @param options in their order
 */
record Query(String text, Token command, List<Option> options) {
  Query {
    requireNonNull(text, "text");
    requireNonNull(command, "command");
    options = List.copyOf(options);
  }

  /**
   * One option.
   *
   * @param key a word
   * @param operator between them
   * @param value a text, a number, a duration or a word
   */
  record Option(Token key, Operator operator, Token value) {
    Option {
      requireNonNull(key, "key");
      requireNonNull(operator, "operator");
      requireNonNull(value, "value");
    }

    String name() {
      return key.text();
    }

    String text() {
      return value.text();
    }
  }

  /** A problem at one of its characters. */
  Problem problem(String code, int index, String message, String hint) {
    return problem(text, code, index, message, hint);
  }

  /** A problem at a character, with its line as the value and the column as its place. */
  static Problem problem(String text, String code, int index, String message, String hint) {
    int safe = Math.max(0, Math.min(index, text.length()));
    int start = text.lastIndexOf('\n', safe - 1) + 1;
    int end = text.indexOf('\n', safe);
    int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    String whole = text.substring(start, end < 0 ? text.length() : end);
    int column = safe - start;
    // A long line is shown from a little before the place.
    int from = column > MOST_BEFORE ? column - MOST_BEFORE : 0;
    String shown = whole.substring(from, Math.min(whole.length(), from + MOST_SHOWN));
    return new Problem(
        code,
        Severity.ERROR,
        new Place("", line > 1 ? "line " + line : "", 1, column - from + 1),
        shown.replace('\t', ' ').replace('\r', ' '),
        message,
        hint);
  }

  private static final int MOST_BEFORE = 80;
  private static final int MOST_SHOWN = 150;
}
