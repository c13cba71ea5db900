package dev.leadline.agent.log;

import java.time.Clock;

/**
 * Lets a burst of lines through, then so many per second. Not thread-safe; its owner has a lock.
 */
final class LineBudget {

  static final int BURST = 1000;
  static final int PER_SECOND = 100;

  private final Clock clock;
  private double lines = BURST;
  private long filledMillis;

  LineBudget(Clock clock) {
    this.clock = clock;
    this.filledMillis = clock.millis();
  }

  boolean take() {
    long now = clock.millis();
    // A clock that is set back gives nothing and takes nothing.
    long elapsed = Math.max(0, now - filledMillis);
    lines = Math.min(BURST, lines + elapsed * PER_SECOND / 1000.0);
    filledMillis = now;
    if (lines < 1) {
      return false;
    }
    lines--;
    return true;
  }
}
