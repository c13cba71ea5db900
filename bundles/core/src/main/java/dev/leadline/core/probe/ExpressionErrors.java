package dev.leadline.core.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The distinct errors of a tracepoint's expressions: bounded in number and length, never a
 * reference to an application's exception. Off the hot path: called only when something threw.
 */
public final class ExpressionErrors {

  static final int MOST = 16;
  static final int LONGEST = 200;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder others = new LongAdder();
  private volatile String lastFailure = "";

  void add(String where, Throwable failure) {
    String text = where + ": " + describe(failure);
    lastFailure = text;
    LongAdder count = counts.get(text);
    if (count == null && counts.size() < MOST) {
      count = counts.computeIfAbsent(text, key -> new LongAdder());
    }
    (count == null ? others : count).increment();
  }

  /**
   * {@code label user_id: java.lang.NullPointerException: .. (3 times)}; in no particular order.
   */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    counts.forEach((text, count) -> lines.add(text + " (" + times(count.sum()) + ")"));
    if (others.sum() > 0) {
      lines.add("other errors (" + times(others.sum()) + ")");
    }
    return lines;
  }

  /** The last one, whatever its count; empty when there was none. */
  public String lastFailure() {
    return lastFailure;
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

  private static String cut(@Nullable String text) {
    String safe = text == null ? "" : text.replace('\n', ' ');
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "\u2026";
  }
}
