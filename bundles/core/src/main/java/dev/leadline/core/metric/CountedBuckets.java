package dev.leadline.core.metric;

import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.tally.DistributionTally;
import dev.leadline.sdk.metric.DistributionReader;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The buckets that the observations of a metric are counted by, for providers that read them.
 * Immutable.
 *
 * @param bounds upper bounds, without the last; empty for what is no histogram
 */
record CountedBuckets(List<Double> bounds) {
  CountedBuckets {
    bounds = List.copyOf(bounds);
  }

  static CountedBuckets of(MetricDefinition definition) {
    if (definition.type() != MetricType.HISTOGRAM) {
      return new CountedBuckets(List.of());
    }
    return new CountedBuckets(
        definition.buckets().isEmpty() ? DistributionReader.DEFAULT_BOUNDS : definition.buckets());
  }

  /** Of one series. */
  DistributionTally tally() {
    return bounds.isEmpty()
        ? SeriesSet.NOT_DISTRIBUTED
        : new DistributionTally(bounds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** What a series has now, less what it had then. On a thread that collects. */
  static SeriesReading.Distribution since(Moment then, KnownSeries known) {
    Moment now = Moment.of(known.distribution());
    SortedMap<Double, Long> buckets = new TreeMap<>();
    double[] bounds = known.distribution().bounds();
    long count = 0;
    for (int i = 0; i < now.counts.length; i++) {
      long own = now.counts[i] - then.counts[i];
      buckets.put(i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY, own);
      count += own;
    }
    return new SeriesReading.Distribution(
        known.labelValues(), count, now.sum - then.sum, buckets, new TreeMap<>());
  }

  /** What a series has at one moment. */
  static final class Moment {
    private final long[] counts;
    private final double sum;

    private Moment(long[] counts, double sum) {
      this.counts = counts;
      this.sum = sum;
    }

    static Moment of(DistributionTally tally) {
      return new Moment(tally.counts(), tally.sum());
    }

    /** Before anything was recorded. */
    static Moment first(DistributionTally tally) {
      return new Moment(new long[tally.bounds().length + 1], 0);
    }
  }
}
