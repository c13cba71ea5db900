package dev.leadline.expression.groovy.runtime;

import java.util.regex.Matcher;

/** Keeps texts that an expression makes from growing without bound. */
final class Sizes {

  /** Longer than any sensible label, by far. */
  static final int MAX_TEXT = 100_000;

  private Sizes() {}

  /** Replaces as the matcher finds, at most so many times. */
  static String checked(Matcher matcher, String replacement, int times) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < times && matcher.find(); i++) {
      matcher.appendReplacement(result, replacement);
      check(result.length());
    }
    matcher.appendTail(result);
    check(result.length());
    return result.toString();
  }

  static void check(long length) {
    if (length > MAX_TEXT) {
      throw new IllegalStateException("a text of more than " + MAX_TEXT + " characters");
    }
  }
}
