package dev.leadline.sdk.metric;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One instrument with one set of label values. HOT PATH.
 *
 * <p>Threading: any number of the application's threads at once. Cost: what the backend's own bound
 * child costs; no allocation, no lock, no blocking. Failure: must not throw; what it throws is
 * caught, counted and, after repeated failures, gets the provider disabled. The value is already
 * checked: never NaN, finite except for gauges, not negative for counters.
 */
@ConsumerType
@FunctionalInterface
public interface Series {

  /** Adds (counter), sets (gauge) or observes (histogram, summary) the value. */
  void record(double value);
}
