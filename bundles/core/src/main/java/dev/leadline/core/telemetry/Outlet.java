package dev.leadline.core.telemetry;

import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.sdk.metric.ApplicationScope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leadline's own metrics in one application: where its tracepoints' metrics are, theirs are too.
 * Like those, reachable only from the application's classes.
 */
final class Outlet {

  /** Bounded by the number of tracepoints, so never reached in earnest. */
  private static final int MOST_SERIES = 100_000;

  private final ScopedMetrics metrics;
  private final @Nullable ClassLoader loader;
  private final ApplicationScope scope;
  private final Map<SelfMetric, ScopedMetric> open = new EnumMap<>(SelfMetric.class);

  Outlet(ScopedMetrics metrics, @Nullable ClassLoader loader, ApplicationScope scope) {
    this.metrics = metrics;
    this.loader = loader;
    this.scope = scope;
  }

  /** Records into every provider; one that fails is counted, and costs the others nothing. */
  void record(SelfMetric metric, List<String> labelValues, double value) {
    ScopedMetric scoped =
        open.computeIfAbsent(
            metric, key -> metrics.acquire(key.definition(), MOST_SERIES, loader, scope));
    SeriesSet series = scoped.series(labelValues);
    List<ProviderHealth> health = scoped.health();
    for (int i = 0; i < health.size(); i++) {
      try {
        series.get(i).record(value);
      } catch (Throwable failure) {
        health.get(i).failed(failure);
      }
    }
  }

  /** The series will not be recorded again. */
  void forget(SelfMetric metric, List<String> labelValues) {
    ScopedMetric scoped = open.get(metric);
    if (scoped != null) {
      scoped.forget(labelValues);
    }
  }

  void close() {
    open.values().forEach(metrics::release);
    open.clear();
  }
}
