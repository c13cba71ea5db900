package dev.leadline.control;

import java.time.Duration;

/** A moment that something must be done by, by the JVM's own clock. */
public final class Deadline {

  public static final Deadline NEVER = new Deadline(0, true);

  private final long nanos;
  private final boolean never;

  private Deadline(long nanos, boolean never) {
    this.nanos = nanos;
    this.never = never;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos(), false);
  }

  /** For {@code Selector.select}: 0 is for ever; less than that is over. */
  long remainingMillis() {
    if (never) {
      return 0;
    }
    long left = nanos - System.nanoTime();
    return left <= 0 ? -1 : left / 1_000_000 + 1;
  }
}
