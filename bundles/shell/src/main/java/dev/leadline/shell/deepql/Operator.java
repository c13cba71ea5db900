package dev.leadline.shell.deepql;

import java.util.Optional;

/** How an option's value is meant. */
enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  MATCHES("=~"),
  MATCHES_NOT("!~");

  private final String text;

  Operator(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  boolean isOfNumbers() {
    return compareTo(LESS) >= 0 && compareTo(GREATER_OR_EQUAL) <= 0;
  }

  boolean isOfPatterns() {
    return this == MATCHES || this == MATCHES_NOT;
  }

  static Optional<Operator> of(String text) {
    for (Operator operator : values()) {
      if (operator.text.equals(text)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
