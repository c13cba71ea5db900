package dev.leadline.expression.groovy.runtime;

import dev.leadline.sdk.expression.CountedText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that end: a text that counts how often it is looked at stops a pattern gone wild, the
 * sooner when it is matched {@code often}, once per element of something.
 */
public final class Regex {

  /** In a loop: enough for patterns that go through the text a few times. */
  private static final int OFTEN = 1_000;

  private static final int PER_CHARACTER = 20;

  private Regex() {}

  /** {@code ==~}: the whole text fits. */
  public static boolean matches(@Nullable CharSequence text, Pattern pattern, boolean often) {
    return text != null && pattern.matcher(counted(text, often)).matches();
  }

  /** {@code =~} as truth: a part of the text fits. */
  public static boolean finds(@Nullable CharSequence text, Pattern pattern, boolean often) {
    return text != null && pattern.matcher(counted(text, often)).find();
  }

  public static String replaceAll(
      CharSequence text, Pattern pattern, boolean often, String replacement) {
    return Sizes.checked(pattern.matcher(counted(text, often)), replacement, Integer.MAX_VALUE);
  }

  public static String replaceFirst(
      CharSequence text, Pattern pattern, boolean often, String replacement) {
    return Sizes.checked(pattern.matcher(counted(text, often)), replacement, 1);
  }

  public static String[] split(CharSequence text, Pattern pattern, boolean often) {
    return pattern.split(counted(text, often));
  }

  private static CharSequence counted(CharSequence text, boolean often) {
    int most =
        often
            ? Math.min(Steps.BUDGET, OFTEN + PER_CHARACTER * Math.min(text.length(), Steps.BUDGET))
            : Steps.BUDGET;
    return new CountedText(text, most, Steps::exceeded);
  }
}
