package dev.leadline.core.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.probe.Clock;
import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final FakeClock clock = new FakeClock();
  private final Figures figures = new Figures();
  private final CostMeter meter = new CostMeter(clock);

  private static final class FakeClock implements Clock {
    long nanos = Duration.ofDays(1).toNanos();

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long currentTimeMillis() {
      return nanos / 1_000_000;
    }
  }

  @Test
  void forgivesALookThatIsOverTheBudget() {
    Watch watch = watch(1);
    for (int round = 0; round < 5; round++) {
      assertThat(second(watch, 100, 1_000_000)).isFalse();
      assertThat(second(watch, 100, 1_000_000)).isFalse();
      assertThat(second(watch, 100, 10)).isFalse();
    }
    assertThat(watch.pause().isPaused()).isFalse();
  }

  @Test
  void leavesOutAHitWhoseThreadHadToWait() {
    Watch watch = watch(1);
    for (int look = 0; look < 10; look++) {
      hit(50_000_000);
      assertThat(second(watch, 99, 100)).isFalse();
      assertThat(watch.meanNanosPerHit()).isEqualTo(100);
    }
  }

  /** Asking for the time costs about as much as a whole hit. */
  @Test
  void takesOffWhatTheClockItselfCosts() {
    AtomicLong nanos = new AtomicLong(1_000_000);
    CostMeter ofSlowClock =
        new CostMeter(
            new Clock() {
              @Override
              public long nanoTime() {
                return nanos.getAndAdd(30);
              }

              @Override
              public long currentTimeMillis() {
                return 0;
              }
            });
    for (int i = 0; i < 4; i++) {
      long start = ofSlowClock.enter();
      nanos.addAndGet(12);
      ofSlowClock.leave(start, false);
    }
    assertThat(ofSlowClock.collect()).isEqualTo(new CostMeter.Sample(4, 12));
  }

  @Test
  void judgesARareHitByItsAverage() {
    Watch cheap = watch(1);
    for (int round = 0; round < 10; round++) {
      // 20 ms every 5 s are 0.4 %.
      assertThat(second(cheap, 1, 20_000_000)).isFalse();
      for (int idle = 0; idle < 4; idle++) {
        assertThat(second(cheap, 0, 0)).isFalse();
      }
    }
    Watch dear = watch(1);
    boolean paused = false;
    for (int round = 0; round < 10 && !paused; round++) {
      // 100 ms every 5 s are 2 %.
      paused = second(dear, 1, 100_000_000);
      for (int idle = 0; idle < 4 && !paused; idle++) {
        paused = second(dear, 0, 0);
      }
    }
    assertThat(dear.pause().reason()).contains("100000000 ns per hit");
  }

  @Test
  void pausesLongerEachTimeAndForgetsAfterAGoodWhile() {
    Watch watch = watch(1);
    assertThat(pauseSeconds(watch)).isEqualTo(10);
    assertThat(pauseSeconds(watch)).isEqualTo(20);
    for (int i = 0; i < 10; i++) {
      pauseSeconds(watch);
    }
    assertThat(pauseSeconds(watch)).isEqualTo(600);
    clock.nanos += Watch.LONGEST_PAUSE.toNanos();
    assertThat(watch.look()).isTrue();
    for (int i = 0; i <= Watch.PROBATION.toSeconds(); i++) {
      second(watch, 10, 10);
    }
    assertThat(pauseSeconds(watch)).isEqualTo(10);
  }

  @Test
  void neverPausesWithoutABudget() {
    Watch watch = watch(0);
    for (int look = 0; look < 10; look++) {
      assertThat(second(watch, 100, 9_000_000)).isFalse();
    }
    assertThat(watch.meanNanosPerHit()).isEqualTo(9_000_000);
  }

  @Test
  void pausesWhenTheProbeItselfFailsAHundredTimesInARow() {
    Watch watch = watch(1);
    fail(99);
    assertThat(watch.look()).isFalse();
    meter.leave(meter.enter(), false);
    fail(99);
    assertThat(watch.look()).isFalse();
    fail(1);
    assertThat(watch.look()).isTrue();
    assertThat(watch.pause().reason())
        .isEqualTo(
            "its probes failed 100 times in a row, the last time with probe:"
                + " java.lang.IllegalStateException: ours; pauses for 10 s");
    clock.nanos += Watch.FIRST_PAUSE.toNanos();
    assertThat(watch.look()).isTrue();
    assertThat(watch.pause()).isEqualTo(Pause.NONE);
    assertThat(watch.look()).isFalse();
  }

  /** Lets the pause that it may have begun pass, and says how long the next one is. */
  private long pauseSeconds(Watch watch) {
    if (watch.pause().isPaused()) {
      clock.nanos += Watch.LONGEST_PAUSE.toNanos();
      assertThat(watch.look()).isTrue();
    }
    for (int look = 1; look < Watch.MOST_LOOKS_OVER; look++) {
      assertThat(second(watch, 100, 1_000_000)).isFalse();
    }
    assertThat(second(watch, 100, 1_000_000)).isTrue();
    String reason = watch.pause().reason();
    return Long.parseLong(reason.replaceAll(".*pauses for (\\d+) s", "$1"));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      figures.fireTally().add(1);
      figures.failed(Drop.PROBE_ERROR, "probe", new IllegalStateException("ours"));
      meter.leave(meter.enter(), true);
    }
  }

  private boolean second(Watch watch, int hits, long nanosEach) {
    long end = clock.nanos + Duration.ofSeconds(1).toNanos();
    for (int i = 0; i < hits; i++) {
      hit(nanosEach);
    }
    clock.nanos = Math.max(end, clock.nanos);
    return watch.look();
  }

  private void hit(long nanos) {
    figures.fireTally().add(1);
    long start = meter.enter();
    clock.nanos += nanos;
    meter.leave(start, false);
  }

  private Watch watch(double percent) {
    return new Watch(meter, figures, new Budget(percent), clock);
  }
}
