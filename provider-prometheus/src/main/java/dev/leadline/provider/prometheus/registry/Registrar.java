package dev.leadline.provider.prometheus.registry;

import dev.leadline.provider.prometheus.naming.ExposedMetric;

/** Puts one metric into a client library's registry. */
@FunctionalInterface
public interface Registrar {

  /** Registers a metric that {@link SharedMetrics} does not have yet. */
  Registration register(ExposedMetric metric);
}
