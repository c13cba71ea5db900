package dev.leadline.core.probe;

import dev.leadline.core.tally.LongTally;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.sdk.tracepoint.Controls;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The controls of one tracepoint, shared by all its probes. HOT PATH: exact under any number of
 * threads, no lock; a check that is not asked for costs a comparison. Which checks a probe needs at
 * all is decided when its body is made.
 *
 * <p>Order at a hit: {@link #isInWindow}, then the condition, then {@link #admit}.
 */
public final class HitGate {

  private final LongTally outsideWindow;
  private final LongTally overCount;
  private final LongTally inPeriod;
  private final Clock clock;
  private final long windowStartMillis;
  private final long windowEndMillis;
  private final long sample;
  private final long periodNanos;
  private final boolean counted;

  /** One count for all threads: of N hits exactly one is recorded, whoever makes them. */
  private final AtomicLong sampled = new AtomicLong();

  /** Numbers below this one, of hits that get theirs from now on, are not of the sample. */
  private volatile long nextOfSample;

  private final AtomicLong nextNanos;
  private final AtomicLong firesLeft;

  public HitGate(Controls controls, Figures figures, Clock clock) {
    this.outsideWindow = figures.tally(Drop.WINDOW);
    this.overCount = figures.tally(Drop.FIRE_COUNT);
    this.inPeriod = figures.tally(Drop.FIRE_PERIOD);
    this.clock = clock;
    this.windowStartMillis =
        controls.windowStart().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    this.windowEndMillis = controls.windowEnd().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    this.sample = controls.sample();
    this.periodNanos = controls.firePeriod().toNanos();
    this.counted = controls.fireCount() != Controls.UNLIMITED;
    this.firesLeft = new AtomicLong(controls.fireCount());
    this.nextNanos = new AtomicLong(clock.nanoTime());
    figures.countAlso(Drop.SAMPLE, this::unsampled);
  }

  /** Whether {@link #isInWindow} has anything to check. */
  public boolean hasWindow() {
    return windowStartMillis != Long.MIN_VALUE || windowEndMillis != Long.MAX_VALUE;
  }

  /** Whether {@link #admit} has anything to check. */
  public boolean hasLimits() {
    return sample > 1 || periodNanos > 0 || counted;
  }

  public boolean isInWindow() {
    long now = clock.currentTimeMillis();
    if (now >= windowStartMillis && now <= windowEndMillis) {
      return true;
    }
    outsideWindow.add(1);
    return false;
  }

  /** {@link #admit(long[])} on a thread that has not asked for its sheet. */
  boolean admit() {
    return admit(ThreadSheets.mine());
  }

  /**
   * Sample, then period, then count; a check that fails consumes nothing of the later ones.
   *
   * @param sheet of this thread
   */
  public boolean admit(long[] sheet) {
    if (sample > 1 && !isOfSample()) {
      return false;
    }
    if (counted && firesLeft.get() <= 0) {
      // Asked before the period too, so that an exhausted tracepoint reads no clock.
      overCount.add(sheet, 1);
      return false;
    }
    if (periodNanos > 0 && !takePeriod()) {
      inPeriod.add(sheet, 1);
      return false;
    }
    if (counted && !takeFire()) {
      overCount.add(sheet, 1);
      return false;
    }
    return true;
  }

  /** Whether it has fired as often as it may. */
  public boolean isExhausted() {
    return counted && firesLeft.get() <= 0;
  }

  /** Whether now is inside the window; counts nothing. */
  public boolean isWindowOpen() {
    long now = clock.currentTimeMillis();
    return now >= windowStartMillis && now <= windowEndMillis;
  }

  /** Without a division but for the hits that are recorded, and those that meet them. */
  private boolean isOfSample() {
    // Read before this hit gets its number, so written by a hit with a smaller one: the next of the
    // sample after that cannot be beyond this number if this is of the sample itself.
    long next = nextOfSample;
    long number = sampled.getAndIncrement();
    if (number < next || number % sample != 0) {
      return false;
    }
    nextOfSample = number + sample;
    return true;
  }

  /** Hits that were not of the sample: what is left of all without the first of each N. */
  private long unsampled() {
    long all = sampled.get();
    return sample > 1 ? all - (all + sample - 1) / sample : 0;
  }

  private boolean takePeriod() {
    while (true) {
      long next = nextNanos.get();
      long now = clock.nanoTime();
      if (now - next < 0) {
        return false;
      }
      if (nextNanos.compareAndSet(next, now + periodNanos)) {
        return true;
      }
    }
  }

  private boolean takeFire() {
    while (true) {
      long left = firesLeft.get();
      if (left <= 0) {
        return false;
      }
      if (firesLeft.compareAndSet(left, left - 1)) {
        return true;
      }
    }
  }
}
