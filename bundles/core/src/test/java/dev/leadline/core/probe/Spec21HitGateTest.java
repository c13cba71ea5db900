package dev.leadline.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Controls;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class Spec21HitGateTest {

  private final Figures figures = new Figures();
  private final FakeClock clock = new FakeClock();

  private static final class FakeClock implements Clock {
    final AtomicLong millis = new AtomicLong(1_000_000);

    @Override
    public long nanoTime() {
      return millis.get() * 1_000_000;
    }

    @Override
    public long currentTimeMillis() {
      return millis.get();
    }
  }

  @Test
  void admitsEverythingWithoutLimits() {
    HitGate gate = gate(Controls.NONE);
    assertThat(gate.hasLimits()).isFalse();
    assertThat(gate.hasWindow()).isFalse();
    assertThat(gate.isExhausted()).isFalse();
  }

  @Test
  void firesExactlyAsOftenAsAllowedUnderEightThreads() throws Exception {
    HitGate gate = gate(controls(1_000, 0, 1));
    assertThat(admittedInThreads(gate, 8, 5_000)).isEqualTo(1_000);
    assertThat(gate.isExhausted()).isTrue();
    assertThat(figures.dropped(Drop.FIRE_COUNT)).isEqualTo(39_000);
  }

  @Test
  void firesOncePerPeriodUnderEightThreads() throws Exception {
    HitGate gate = gate(controls(Controls.UNLIMITED, 500, 1));
    assertThat(admittedInThreads(gate, 8, 1_000)).isEqualTo(1);
    clock.millis.addAndGet(499);
    assertThat(gate.admit()).isFalse();
    clock.millis.addAndGet(1);
    assertThat(admittedInThreads(gate, 8, 1_000)).isEqualTo(1);
  }

  @Test
  void firesOnceWhenTwoThreadsFindThePeriodOverAtTheSameTime() throws Exception {
    CountDownLatch bothFoundIt = new CountDownLatch(2);
    AtomicBoolean meets = new AtomicBoolean();
    Clock meeting =
        new Clock() {
          @Override
          public long nanoTime() {
            if (meets.get()) {
              // Each has read when the period is over, and neither has taken it.
              bothFoundIt.countDown();
              try {
                assertThat(bothFoundIt.await(1, TimeUnit.MINUTES)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
            return clock.nanoTime();
          }

          @Override
          public long currentTimeMillis() {
            return clock.currentTimeMillis();
          }
        };
    HitGate gate = new HitGate(controls(Controls.UNLIMITED, 500, 1), figures, meeting);
    meets.set(true);
    assertThat(admittedInThreads(gate, 2, 1)).isEqualTo(1);
    assertThat(figures.dropped(Drop.FIRE_PERIOD)).isEqualTo(1);
  }

  @Test
  void recordsOneOfEverySampleUnderEightThreads() throws Exception {
    HitGate gate = gate(controls(Controls.UNLIMITED, 0, 100));
    assertThat(admittedInThreads(gate, 8, 10_000)).isEqualTo(800);
  }

  @Test
  void neverFiresWhenTheCountIsZero() {
    assertThat(gate(controls(0, 0, 1)).admit()).isFalse();
  }

  @Test
  void aClosedPeriodConsumesNothingOfTheCount() {
    HitGate gate = gate(controls(2, 500, 1));
    assertThat(gate.admit()).isTrue();
    assertThat(gate.admit()).isFalse();
    clock.millis.addAndGet(500);
    assertThat(gate.admit()).isTrue();
    assertThat(gate.isExhausted()).isTrue();
  }

  @Test
  void isOpenFromTheFirstToTheLastMomentOfItsWindow() {
    Controls window =
        new Controls(
            Optional.empty(),
            Controls.UNLIMITED,
            Duration.ZERO,
            1,
            Optional.of(Instant.ofEpochMilli(1_000_100)),
            Optional.of(Instant.ofEpochMilli(1_000_200)));
    HitGate gate = gate(window);
    assertThat(gate.isInWindow()).isFalse();
    clock.millis.set(1_000_100);
    assertThat(gate.isInWindow()).isTrue();
    clock.millis.set(1_000_200);
    assertThat(gate.isInWindow()).isTrue();
    clock.millis.set(1_000_201);
    assertThat(gate.isInWindow()).isFalse();
    assertThat(figures.dropped(Drop.WINDOW)).isEqualTo(2);
  }

  @Test
  void isOpenToTheSideThatIsNotGiven() {
    Optional<Instant> moment = Optional.of(Instant.ofEpochMilli(1_000_100));
    HitGate from = gate(window(moment, Optional.empty()));
    HitGate until = gate(window(Optional.empty(), moment));
    assertThat(from.hasWindow()).isTrue();
    assertThat(until.hasWindow()).isTrue();
    clock.millis.set(1_000_099);
    assertThat(from.isInWindow()).isFalse();
    assertThat(from.isWindowOpen()).isFalse();
    assertThat(until.isInWindow()).isTrue();
    clock.millis.set(1_000_100);
    assertThat(from.isInWindow()).isTrue();
    assertThat(until.isInWindow()).isTrue();
    clock.millis.set(1_000_101);
    assertThat(from.isInWindow()).isTrue();
    assertThat(from.isWindowOpen()).isTrue();
    assertThat(until.isInWindow()).isFalse();
    assertThat(until.isWindowOpen()).isFalse();
  }

  private static Controls window(Optional<Instant> start, Optional<Instant> end) {
    return new Controls(Optional.empty(), Controls.UNLIMITED, Duration.ZERO, 1, start, end);
  }

  private HitGate gate(Controls controls) {
    return new HitGate(controls, figures, clock);
  }

  private static Controls controls(long fireCount, long periodMillis, long sample) {
    return new Controls(
        Optional.empty(),
        fireCount,
        Duration.ofMillis(periodMillis),
        sample,
        Optional.empty(),
        Optional.empty());
  }

  private static long admittedInThreads(HitGate gate, int threads, int hitsEach) throws Exception {
    AtomicLong admitted = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int t = 0; t < threads; t++) {
      pool.submit(
          () -> {
            start.await();
            for (int i = 0; i < hitsEach; i++) {
              if (gate.admit()) {
                admitted.incrementAndGet();
              }
            }
            return null;
          });
    }
    start.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    return admitted.get();
  }
}
