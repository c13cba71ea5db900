package dev.leadline.testkit.metric;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.histogram;
import static dev.leadline.testkit.metric.MetricDefinitions.metric;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens on the application's threads: exact, harmless and cheap. */
interface HotPathContract extends ProviderUnderTest {

  @Test
  default void fourThreadsLoseNothing() throws InterruptedException {
    Opened counter = open(counter("concurrent", "kind"));
    Opened histogram = open(histogram("concurrent_values", 1, 2));
    int perThread = 50_000;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          new Thread(
              () -> {
                // Each looks up its own, as call sites do.
                Series counts = counter.instrument().series(List.of("a"));
                Series values = histogram.instrument().series(List.of());
                for (int i = 0; i < perThread; i++) {
                  counts.record(1);
                  values.record(2);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(total(counter, Map.of("kind", "a"))).isEqualTo(4.0 * perThread);
    assertThat(distribution(histogram, Map.of()).count()).isEqualTo(4.0 * perThread);
    assertThat(distribution(histogram, Map.of()).sum()).isEqualTo(8.0 * perThread);
  }

  @Test
  default void closingWhileThreadsRecordDisturbsNobody() throws InterruptedException {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    var stop = new AtomicBoolean();
    var current = new AtomicReference<>(open(counter("churn", "kind")));
    Thread recorder =
        new Thread(
            () -> {
              try {
                while (!stop.get()) {
                  requireNonNull(current.get()).instrument().series(List.of("a")).record(1);
                }
              } catch (Throwable t) {
                thrown.add(t);
              }
            });
    recorder.start();
    try {
      for (int i = 0; i < 200; i++) {
        Opened before = requireNonNull(current.get());
        before.instrument().close();
        current.set(open(counter("churn", "kind")));
      }
    } finally {
      stop.set(true);
      recorder.join();
    }
    assertThat(thrown).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  default void extremeValuesNeverThrow(MetricType type) {
    Series series = open(metric("extreme", type)).instrument().series(List.of());
    for (double value :
        new double[] {0, Double.MIN_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, 1L << 53, 1e-300}) {
      series.record(value);
      if (type != MetricType.COUNTER) {
        series.record(-value);
      }
      if (type == MetricType.GAUGE) {
        series.record(Double.NEGATIVE_INFINITY);
      }
    }
    export();
  }

  @Test
  default void threadsThatMeetANewSeriesGetTheSameOne() throws InterruptedException {
    Opened counter = open(counter("met", "kind"));
    int kinds = 200;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < kinds; i++) {
                  counter.instrument().series(List.of("k" + i)).record(1);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(exported(counter).series())
        .hasSize(kinds)
        .allSatisfy((labels, value) -> assertThat(value).isEqualTo(new ExportedValue.Scalar(4)));
  }

  @ParameterizedTest
  @EnumSource
  default void aRecordAllocatesNothing(MetricType type) {
    Opened metric = open(metric("allocation", type, "kind"));
    Series series = metric.instrument().series(List.of("a"));
    assertThat(AllocationMeter.bytesPerCall(() -> series.record(1)))
        .isLessThanOrEqualTo(allowedBytesPerRecord());
  }
}
