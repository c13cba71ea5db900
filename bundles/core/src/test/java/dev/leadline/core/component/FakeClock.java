package dev.leadline.core.component;

import dev.leadline.core.probe.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when it is told to. */
final class FakeClock implements Clock {

  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(20_000).toNanos());

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public long currentTimeMillis() {
    return nanos.get() / 1_000_000;
  }
}
