package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.SiteNumbers;
import dev.leadline.core.instrumentation.SitePlace;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of call sites, distinct in all of the JVM, and the same each time for the same place of a
 * loaded class. Safe on any thread.
 *
 * <p>A number is a constant of the class, and the JVM never takes one out again: when it
 * retransforms a class, it merges the new constants with those of every version before. New numbers
 * each time would let a class grow by some 4 kB of metaspace whenever a tracepoint is edited.
 *
 * <p>A method that still runs as it was may link such a call site late. It then finds the
 * tracepoint that is at this place now, which is where it is.
 */
final class ClassSiteNumbers {

  private final AtomicInteger last = new AtomicInteger();

  /** Guarded by this. */
  private final Map<Class<?>, Map<Numbered, Integer>> known = new WeakHashMap<>();

  /**
   * @param ordinal which of the call sites at the place
   */
  private record Numbered(SitePlace place, int ordinal) {}

  /**
   * For one transformation.
   *
   * @param type null while it loads: then each number is a new one
   */
  SiteNumbers of(@Nullable Class<?> type) {
    if (type == null) {
      return place -> last.incrementAndGet();
    }
    Map<SitePlace, Integer> ordinals = new HashMap<>();
    return place -> numberOf(type, new Numbered(place, ordinals.merge(place, 1, Integer::sum)));
  }

  private synchronized int numberOf(Class<?> type, Numbered numbered) {
    return known
        .computeIfAbsent(type, key -> new HashMap<>())
        .computeIfAbsent(numbered, key -> last.incrementAndGet());
  }
}
