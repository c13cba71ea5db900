package dev.leadline.sdk.metric;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The value of one series at one moment, read back from a provider; for people to look at. */
public sealed interface SeriesReading {

  /** In the order of {@link MetricDefinition#labelNames}. */
  List<String> labelValues();

  /** A counter's sum or a gauge's last value. */
  record Scalar(List<String> labelValues, double value) implements SeriesReading {
    public Scalar {
      labelValues = List.copyOf(labelValues);
    }
  }

  /**
   * What a histogram or summary has observed.
   *
   * @param count observations
   * @param sum of all of them
   * @param buckets upper bound to observations in this bucket alone, ascending, the last bound
   *     being positive infinity; empty for a summary
   * @param quantiles quantile to its value now; empty where there are none
   */
  record Distribution(
      List<String> labelValues,
      long count,
      double sum,
      SortedMap<Double, Long> buckets,
      SortedMap<Double, Double> quantiles)
      implements SeriesReading {
    public Distribution {
      labelValues = List.copyOf(labelValues);
      requireNonNull(buckets, "buckets");
      buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
      quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
    }
  }
}
