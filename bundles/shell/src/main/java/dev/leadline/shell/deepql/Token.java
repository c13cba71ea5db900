package dev.leadline.shell.deepql;

import static java.util.Objects.requireNonNull;

/**
 * A part of a query.
 *
 * @param kind what it is
 * @param text without the quotes of a text, and with its escapes resolved
 * @param start index of its first character
 */
record Token(Kind kind, String text, int start) {

  /** What a token is. */
  enum Kind {
    /** A key, a command, {@code true}, {@code false} or {@code now}. */
    WORD,
    /** In quotes. */
    TEXT,
    /** With or without a sign and a fraction. */
    NUMBER,
    /** A number with a unit. */
    DURATION,
    /** {@code =}, {@code !=}, {@code <}, .. */
    OPERATOR,
    OPEN,
    CLOSE,
    COMMA,
    /** Behind the last one. */
    END
  }

  Token {
    requireNonNull(kind, "kind");
    requireNonNull(text, "text");
  }
}
