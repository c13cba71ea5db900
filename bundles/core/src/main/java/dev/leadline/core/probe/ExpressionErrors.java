package dev.leadline.core.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a tracepoint's expressions: how many of each kind, and the last distinct ones with
 * time and types. Bounded in number and length, never a reference to an application's exception or
 * object. Off the hot path: called only when something threw; no thread waits for another.
 */
public final class ExpressionErrors {

  static final int MOST = 16;
  static final int LONGEST = 200;

  /** Beyond these, further classes of exceptions are one kind. */
  private static final int MOST_KINDS = 64;

  private static final String OTHERS = "other";

  /** Types are written down anew no more often than this: an error at every hit is the same one. */
  private static final long TYPES_MILLIS = Duration.ofSeconds(1).toMillis();

  private final Clock clock;
  private final Map<KindKey, LongAdder> kinds = new ConcurrentHashMap<>();
  private final Map<String, Occurrences> recent = new ConcurrentHashMap<>();
  private final ReentrantLock evicting = new ReentrantLock();
  private final LongAdder others = new LongAdder();
  private volatile String lastFailure = "";

  private record KindKey(String expression, String exception) {}

  /**
   * How often an expression threw an exception of one class.
   *
   * @param expression {@code condition}, a metric's name, or {@code label l of m}
   * @param exception name of its class
   */
  public record Kind(String expression, String exception, long count) {}

  private static final class Occurrences {
    final LongAdder count = new LongAdder();
    final AtomicLong typesMillis = new AtomicLong(Long.MIN_VALUE);
    volatile long lastMillis;
    volatile String types = "";
  }

  ExpressionErrors(Clock clock) {
    this.clock = clock;
  }

  void add(
      String where, Throwable failure, SiteVariables variables, @Nullable Object[] references) {
    count(where, failure.getClass().getName());
    String text = where + ": " + describe(failure);
    lastFailure = text;
    Occurrences same = recent.get(text);
    if (same == null) {
      same = begin(text);
    }
    if (same == null) {
      others.increment();
      return;
    }
    same.count.increment();
    long now = clock.currentTimeMillis();
    same.lastMillis = now;
    long written = same.typesMillis.get();
    if ((written == Long.MIN_VALUE || now - written >= TYPES_MILLIS)
        && same.typesMillis.compareAndSet(written, now)) {
      same.types = variables.describe(references);
    }
  }

  private void count(String where, String exception) {
    KindKey key = new KindKey(where, exception);
    LongAdder counter = kinds.get(key);
    if (counter == null) {
      KindKey bounded = kinds.size() < MOST_KINDS ? key : new KindKey(where, OTHERS);
      counter = kinds.computeIfAbsent(bounded, created -> new LongAdder());
    }
    counter.increment();
  }

  /** Room for one more: the one that was seen longest ago goes. Null when others are at it. */
  private @Nullable Occurrences begin(String text) {
    if (!evicting.tryLock()) {
      return null;
    }
    try {
      if (recent.size() >= MOST) {
        recent.entrySet().stream()
            .min(Comparator.comparingLong(entry -> entry.getValue().lastMillis))
            .ifPresent(
                oldest -> {
                  recent.remove(oldest.getKey());
                  others.add(oldest.getValue().count.sum());
                });
      }
      Occurrences created = new Occurrences();
      created.lastMillis = clock.currentTimeMillis();
      recent.put(text, created);
      return created;
    } finally {
      evicting.unlock();
    }
  }

  /**
   * {@code label user_id of m: java.lang.NullPointerException: .. (3 times, last at
   * 2026-01-31T12:00:00Z, with user: null)}; the last one first.
   */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    recent.entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(
                (Map.Entry<String, Occurrences> entry) -> -entry.getValue().lastMillis))
        .forEach(entry -> lines.add(entry.getKey() + describe(entry.getValue())));
    if (others.sum() > 0) {
      lines.add("other errors (" + times(others.sum()) + ")");
    }
    return lines;
  }

  /** All that ever were, by kind; in no particular order. */
  public List<Kind> kinds() {
    List<Kind> all = new ArrayList<>();
    kinds.forEach(
        (key, count) -> all.add(new Kind(key.expression(), key.exception(), count.sum())));
    return all;
  }

  /** The last one, whatever its count; empty when there was none. */
  public String lastFailure() {
    return lastFailure;
  }

  private static String describe(Occurrences same) {
    String types = same.types;
    return " ("
        + times(same.count.sum())
        + ", last at "
        + Instant.ofEpochMilli(same.lastMillis)
        + (types.isEmpty() ? "" : ", with " + types)
        + ")";
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }

  private static String describe(Throwable failure) {
    String message;
    try {
      message = failure.getMessage();
    } catch (Throwable alsoBroken) {
      // getMessage is the application's code.
      message = "its message cannot be read";
    }
    return cut(failure.getClass().getName() + (message == null ? "" : ": " + message));
  }

  private static String cut(String text) {
    String safe = text.replace('\n', ' ');
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "\u2026";
  }
}
