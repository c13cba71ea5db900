package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which hits of a tracepoint fire. Checked in this order: window, condition, sample, period, count;
 * a check that fails consumes nothing of a later one.
 *
 * @param condition expression; empty = always
 * @param fireCount most fires, {@link #UNLIMITED} for no limit
 * @param firePeriod least time between fires; zero = none; millisecond precision
 * @param sample 1 of this many hits is recorded; from 1
 * @param windowStart first moment; empty = open
 * @param windowEnd last moment; empty = open
 */
public record Controls(
    Optional<String> condition,
    long fireCount,
    Duration firePeriod,
    long sample,
    Optional<Instant> windowStart,
    Optional<Instant> windowEnd) {

  /** {@link #fireCount} without limit. */
  public static final long UNLIMITED = -1;

  /** Every hit fires. */
  public static final Controls NONE =
      new Controls(
          Optional.empty(), UNLIMITED, Duration.ZERO, 1, Optional.empty(), Optional.empty());

  public Controls {
    requireNonNull(condition, "condition");
    requireNonNull(windowStart, "windowStart");
    requireNonNull(windowEnd, "windowEnd");
    if (fireCount < UNLIMITED) {
      throw new IllegalArgumentException("fire_count is -1, 0 or more: " + fireCount);
    }
    if (firePeriod.isNegative()) {
      throw new IllegalArgumentException("fire_period is not negative: " + firePeriod);
    }
    if (sample < 1) {
      throw new IllegalArgumentException("sample is 1 or more: " + sample);
    }
  }
}
