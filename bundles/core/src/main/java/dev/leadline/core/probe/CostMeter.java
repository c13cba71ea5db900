package dev.leadline.core.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures what the hits of one tracepoint cost, and how often its probes fail in a row. HOT PATH:
 * a hit that is not timed reads one field that hardly ever changes, {@link #isAttentive}, less than
 * 1 ns; it writes nothing, so that threads do not disturb each other.
 *
 * <p>Hits are not counted off to find the one to time: a shared counter would cost more than the
 * rest of the meter. Instead each {@link #collect} hands out a few permits, and the next hits use
 * them up. So the cost of measuring has a bound, whatever the rate.
 */
public final class CostMeter {

  /** Hits that are timed between two looks. */
  static final int PERMITS = 16;

  /** The start of a hit that did not enter: nothing is to be found out about it. */
  public static final long UNWATCHED = 0;

  /** The start of a hit that is not timed, but ends failures in a row. */
  private static final long NOT_TIMED = 1;

  /** From this many on, the slowest is left out: the thread had to wait for a core, or for a GC. */
  private static final int ENOUGH_TO_TRIM = 8;

  private static final int CALIBRATIONS = 32;

  private static final VarHandle PERMITS_LEFT;
  private static final VarHandle FAILURES;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PERMITS_LEFT = lookup.findVarHandle(CostMeter.class, "permits", int.class);
      FAILURES = lookup.findVarHandle(CostMeter.class, "failures", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Clock clock;
  private final long clockNanos;

  /** Whether there are permits, or failures; seen late, a hit is not timed. */
  private volatile boolean isAttentive = true;

  /** Hits that may still be timed; below 0 when more have tried. */
  @SuppressWarnings("unused") // through the handle, and plainly
  private volatile int permits = PERMITS;

  private final LongAdder nanos = new LongAdder();
  private final LongAdder timed = new LongAdder();
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

  /** Failures in a row; written only when a probe fails, or works again. */
  @SuppressWarnings("unused") // through the handle, and plainly
  private volatile int failures;

  public CostMeter(Clock clock) {
    this.clock = clock;
    this.clockNanos = clockNanos(clock);
  }

  /** What hits cost since the last look. */
  public record Sample(long hits, double meanNanos) {}

  /** Whether a hit has to {@link #enter} and {@link #leave}. */
  public boolean isAttentive() {
    return isAttentive;
  }

  /** A hit begins; what it answers goes to {@link #leave}, and is not {@link #UNWATCHED}. */
  public long enter() {
    return isAttentive ? watch() : NOT_TIMED;
  }

  /**
   * A hit ends.
   *
   * @param start what {@link #enter} has answered; of a hit that did not enter, and failed, 1
   * @param failed whether the probe itself failed
   */
  public void leave(long start, boolean failed) {
    if (failed) {
      FAILURES.getAndAdd(this, 1);
      isAttentive = true;
    } else if (failures != 0) {
      failures = 0;
    }
    if (start != NOT_TIMED) {
      addTime(start);
    }
  }

  /** Failures of the probes themselves since one of them last worked. */
  public int failuresInARow() {
    return failures;
  }

  /** Begins to count failures anew. */
  public void forgetFailures() {
    failures = 0;
  }

  /** What was measured since the last call; hands out new permits. On Leadline's thread. */
  public Sample collect() {
    long hits = timed.sumThenReset();
    long sum = nanos.sumThenReset();
    long most = slowest.getThenReset();
    permits = PERMITS;
    isAttentive = true;
    if (hits >= ENOUGH_TO_TRIM) {
      return new Sample(hits, Math.max(0, sum - most) / (double) (hits - 1));
    }
    return new Sample(hits, hits == 0 ? 0 : sum / (double) hits);
  }

  private long watch() {
    if ((int) PERMITS_LEFT.getAndAdd(this, -1) > 0) {
      long now = clock.nanoTime();
      return now == UNWATCHED || now == NOT_TIMED ? NOT_TIMED + 1 : now;
    }
    if (failures == 0) {
      isAttentive = false;
      // Who has set it meanwhile did so after one of these.
      if (failures != 0 || permits > 0) {
        isAttentive = true;
      }
    }
    return NOT_TIMED;
  }

  private void addTime(long start) {
    long cost = Math.max(0, clock.nanoTime() - start - clockNanos);
    nanos.add(cost);
    slowest.accumulate(cost);
    timed.increment();
  }

  /** What it costs to ask for the time: as much as a whole hit, so it has to be taken off. */
  private static long clockNanos(Clock clock) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long before = clock.nanoTime();
      least = Math.min(least, clock.nanoTime() - before);
    }
    return Math.max(0, least);
  }
}
