package dev.leadline.core.telemetry;

import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leadline's own metrics in one application: where its tracepoints' metrics are, theirs are too.
 * Like those, reachable only from the application's classes. What is told is collected, so that
 * each provider is called once per metric.
 */
final class Outlet {

  /** Bounded by the number of tracepoints, so never reached in earnest. */
  private static final int MOST_SERIES = 100_000;

  private final ScopedMetrics metrics;
  private final @Nullable ClassLoader loader;
  private final ApplicationScope scope;
  private final Map<SelfMetric, ScopedMetric> open = new EnumMap<>(SelfMetric.class);
  private final Map<SelfMetric, List<SeriesReading.Scalar>> told = new EnumMap<>(SelfMetric.class);
  private final Map<SelfMetric, List<List<String>>> gone = new EnumMap<>(SelfMetric.class);

  Outlet(ScopedMetrics metrics, @Nullable ClassLoader loader, ApplicationScope scope) {
    this.metrics = metrics;
    this.loader = loader;
    this.scope = scope;
  }

  /** To be recorded in every provider. */
  void record(SelfMetric metric, List<String> labelValues, double value) {
    told.computeIfAbsent(metric, key -> new ArrayList<>())
        .add(new SeriesReading.Scalar(labelValues, value));
  }

  /** The series will not be recorded again. */
  void forget(SelfMetric metric, List<String> labelValues) {
    gone.computeIfAbsent(metric, key -> new ArrayList<>()).add(labelValues);
  }

  /**
   * Comes before {@link #flushRecords} of any outlet: what one gives back another may have now, and
   * both may be the same backend.
   */
  void flushForgotten() {
    gone.forEach(
        (metric, labelValues) -> {
          ScopedMetric scoped = open.get(metric);
          if (scoped != null) {
            scoped.forget(labelValues);
          }
        });
    gone.clear();
  }

  void flushRecords() {
    told.forEach(
        (metric, values) ->
            open.computeIfAbsent(
                    metric, key -> metrics.acquire(key.definition(), MOST_SERIES, loader, scope))
                .record(values));
    told.clear();
  }

  void close() {
    flushForgotten();
    told.clear();
    metrics.release(open.values());
    open.clear();
  }
}
