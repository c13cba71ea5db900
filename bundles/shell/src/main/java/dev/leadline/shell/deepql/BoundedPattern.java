package dev.leadline.shell.deepql;

import dev.leadline.sdk.expression.CountedText;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that somebody typed: searched for anywhere in a text, and given up when it
 * takes too many steps, as some do for ever.
 */
final class BoundedPattern {

  private static final int MOST_STEPS = 200_000;

  private final Pattern pattern;

  private BoundedPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Empty when it is no regular expression. */
  static Optional<BoundedPattern> of(String text) {
    try {
      return Optional.of(new BoundedPattern(Pattern.compile(text)));
    } catch (PatternSyntaxException | StackOverflowError wrong) {
      return Optional.empty();
    }
  }

  /** Whether it is in the text; empty when that takes too long to find out. */
  Optional<Boolean> isIn(String text) {
    try {
      CharSequence counted = new CountedText(text, MOST_STEPS, TooManySteps::new);
      return Optional.of(pattern.matcher(counted).find());
    } catch (TooManySteps | StackOverflowError gaveUp) {
      return Optional.empty();
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }
}
