package dev.leadline.sdk.expression;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * A text whose characters can be looked at only so often, its parts' included: what keeps a regular
 * expression from running for ever, as {@code (a+)+b} does on many a text.
 *
 * <p>For one match on one thread.
 *
 * <pre>{@code
 * pattern.matcher(new CountedText(text, 100_000, TooManySteps::new)).find()
 * }</pre>
 */
public final class CountedText implements CharSequence {

  private final CharSequence text;
  private final Reads reads;

  /**
   * A text that may be looked at.
   *
   * @param text whose length and {@link #toString} cost nothing
   * @param most characters that may be read in all
   * @param exceeded makes what is thrown when more are wanted
   */
  public CountedText(CharSequence text, int most, Supplier<? extends RuntimeException> exceeded) {
    this(requireNonNull(text, "text"), new Reads(most, requireNonNull(exceeded, "exceeded")));
  }

  private CountedText(CharSequence text, Reads reads) {
    this.text = text;
    this.reads = reads;
  }

  /** What the text and its parts have in common. */
  private static final class Reads {
    private final Supplier<? extends RuntimeException> exceeded;
    private int left;

    Reads(int most, Supplier<? extends RuntimeException> exceeded) {
      this.left = most;
      this.exceeded = exceeded;
    }
  }

  @Override
  public char charAt(int index) {
    if (--reads.left < 0) {
      throw reads.exceeded.get();
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
