package dev.leadline.expression.groovy.runtime;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Patterns that end: a text that counts how often it is looked at stops a pattern gone wild. */
public final class Regex {

  private Regex() {}

  /** {@code ==~}: the whole text fits. */
  public static boolean matches(@Nullable CharSequence text, Pattern pattern) {
    return text != null && pattern.matcher(new CountedText(text, new Reads())).matches();
  }

  /** {@code =~} as truth: a part of the text fits. */
  public static boolean finds(@Nullable CharSequence text, Pattern pattern) {
    return text != null && pattern.matcher(new CountedText(text, new Reads())).find();
  }

  /** The characters that a match may still look at, for the text and its parts together. */
  private static final class Reads {
    private int left = Steps.BUDGET;
  }

  /** A text whose characters cost steps. */
  private record CountedText(CharSequence text, Reads reads) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (--reads.left < 0) {
        throw Steps.exceeded();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), reads);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
