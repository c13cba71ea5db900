package dev.leadline.shell.deepql;

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

  /** Whether it is in the text; false too when that takes too long to find out. */
  boolean isIn(String text) {
    try {
      return pattern.matcher(new Counted(text, new int[1])).find();
    } catch (TooManySteps | StackOverflowError gaveUp) {
      return false;
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  /** Counts the characters that are looked at. */
  @SuppressWarnings("ArrayRecordComponent") // one counter for all parts
  private record Counted(CharSequence text, int[] steps) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (++steps[0] > MOST_STEPS) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
