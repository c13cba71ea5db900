package dev.leadline.core.tracepoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees the values of a temporary tracepoint's expressions at a few hits, in place of recording
 * them. On the application's threads, many at once: bounded, and never throwing.
 */
public interface HitObserver {

  /** Whether this hit is wanted; each wanted hit is claimed once. */
  boolean claim();

  /**
   * A hit that was claimed.
   *
   * @param values by expression; null where it is null, or where it failed
   * @param failures by expression; null where it did not fail
   */
  void observed(List<@Nullable Object> values, List<@Nullable Throwable> failures);
}
