package dev.leadline.core.probe;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a provider throws, and gives it up after repeated failures. On the application's
 * threads, off the hot path: called only when something threw.
 */
public final class ProviderHealth {

  /** Failures after which a provider is disabled. */
  public static final int MOST_FAILURES = 100;

  private final Runnable onDisabled;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private volatile String firstFailure = "";

  /**
   * @param onDisabled runs once, on the thread of the last failure: must only hand the work on
   */
  public ProviderHealth(Runnable onDisabled) {
    this.onDisabled = onDisabled;
  }

  /** The provider threw at a record, a series or an open. */
  public void failed(Throwable failure) {
    if (firstFailure.isEmpty()) {
      firstFailure = failure.getClass().getName();
    }
    if (failure instanceof TimeoutException) {
      late.incrementAndGet();
    }
    if (failures.incrementAndGet() == MOST_FAILURES) {
      onDisabled.run();
    }
  }

  public boolean isDisabled() {
    return failures.get() >= MOST_FAILURES;
  }

  public long failures() {
    return failures.get();
  }

  /** Whether it has failed at more than being in time: what comes late is taken. */
  public boolean hasThrown() {
    return failures.get() > late.get();
  }

  /** Class of the first failure; empty when there was none. */
  public String firstFailure() {
    return firstFailure;
  }
}
