package dev.leadline.provider.prometheus.registry;

import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;

/** A Prometheus registry: the application's own, or the embedded one. */
public interface MetricRegistry extends AutoCloseable {

  /** Whether somebody else has metrics in it. Does not collect them. */
  boolean isUsed();

  /**
   * Opens an instrument. A name that is open already is shared when type and labels agree (help,
   * buckets and quantiles are those of the first), and refused when they do not.
   */
  InstrumentResult open(MetricDefinition definition);

  /** Takes all our metrics out of the registry, whoever still uses them. */
  @Override
  void close();
}
