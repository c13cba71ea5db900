package dev.leadline.sdk.metric;

/**
 * What is done with a recorded value. The order is that of the numbers 0 to 3 in tracepoint
 * documents.
 */
public enum MetricType {
  /** Adds the value, which is never negative. */
  COUNTER,
  /** Sets the value. */
  GAUGE,
  /** Observes the value in buckets. */
  HISTOGRAM,
  /** Observes the value for quantiles, count and sum. */
  SUMMARY
}
