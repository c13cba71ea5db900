package dev.leadline.testkit.metric;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The state of one series as a backend gets it. */
public sealed interface ExportedValue {

  /** Of a counter or a gauge. */
  record Scalar(double value) implements ExportedValue {}

  /**
   * Of a histogram or a summary.
   *
   * @param count of observations
   * @param sum of observed values
   * @param buckets upper bound to the number of observations at or below it, without the infinite
   *     bucket; empty when the backend has none
   */
  record Distribution(double count, double sum, SortedMap<Double, Double> buckets)
      implements ExportedValue {
    public Distribution {
      buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }
  }
}
