package dev.leadline.itests.benchmarks.subject;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The metrics of the fleet's tracepoints: each comes when its probe is live. */
final class FleetMetrics {

  private static final long PATIENCE_SECONDS = 900;

  private FleetMetrics() {}

  /** Until the registry has so many. */
  static void await(int metrics) throws InterruptedException {
    long start = System.nanoTime();
    while (count() != metrics) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new IllegalStateException(count() + " metrics, and not " + metrics);
      }
      Thread.sleep(250);
    }
  }

  private static int count() {
    Set<String> names = new HashSet<>();
    for (Collector.MetricFamilySamples family :
        Collections.list(CollectorRegistry.defaultRegistry.metricFamilySamples())) {
      if (family.name.startsWith("fleet_")) {
        names.add(family.name);
      }
    }
    return names.size();
  }
}
