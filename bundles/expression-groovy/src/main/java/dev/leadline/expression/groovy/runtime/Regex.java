package dev.leadline.expression.groovy.runtime;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Patterns that end: a text that counts how often it is looked at stops a pattern gone wild. */
public final class Regex {

  private Regex() {}

  /** {@code ==~}: the whole text fits. */
  public static boolean matches(@Nullable CharSequence text, Pattern pattern) {
    return text != null && pattern.matcher(counted(text)).matches();
  }

  /** {@code =~} as truth: a part of the text fits. */
  public static boolean finds(@Nullable CharSequence text, Pattern pattern) {
    return text != null && pattern.matcher(counted(text)).find();
  }

  public static String replaceAll(CharSequence text, Pattern pattern, String replacement) {
    return Sizes.checked(pattern.matcher(counted(text)), replacement, Integer.MAX_VALUE);
  }

  public static String replaceFirst(CharSequence text, Pattern pattern, String replacement) {
    return Sizes.checked(pattern.matcher(counted(text)), replacement, 1);
  }

  public static String[] split(CharSequence text, Pattern pattern) {
    return pattern.split(counted(text));
  }

  private static CharSequence counted(CharSequence text) {
    return new CountedText(text, new Reads());
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
