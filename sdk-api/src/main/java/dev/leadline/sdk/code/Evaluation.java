package dev.leadline.sdk.code;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Values of expressions at a few hits, as they come. It ends by itself after the hits that were
 * asked for, or after {@value #MOST_MINUTES} minutes; close it all the same.
 */
@ProviderType
public interface Evaluation extends AutoCloseable {

  /** Hits that can be asked for. */
  int MOST_HITS = 1000;

  /** After so long it ends, even when nobody closes it. */
  int MOST_MINUTES = 30;

  /** The hits since the last call, in the order in which they came. */
  List<Hit> take();

  /** Whether no more will come: all that were asked for have been taken, or time is up. */
  boolean isOver();

  /** Takes it out of the code. */
  @Override
  void close();

  /**
   * One hit.
   *
   * @param when about when it was
   * @param thread name of the application's thread
   * @param values one for each expression, in their order
   */
  record Hit(Instant when, String thread, List<Value> values) {
    public Hit {
      requireNonNull(when, "when");
      requireNonNull(thread, "thread");
      values = List.copyOf(values);
    }
  }

  /**
   * A value, rendered while the application's thread was there: bounded in length and in what is
   * called for it.
   *
   * @param text of the value, or the exception
   * @param isFailure whether the expression threw, or did not compile there
   */
  record Value(String text, boolean isFailure) {
    public Value {
      requireNonNull(text, "text");
    }
  }
}
