package dev.leadline.provider.prometheus.simpleclient;

import dev.leadline.provider.prometheus.naming.ExposedMetric;
import dev.leadline.sdk.metric.SeriesReading;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a collector holds, from the samples that it hands to an endpoint: the one way of reading
 * that all versions of simpleclient have.
 */
final class CollectorReading {

  private final ExposedMetric metric;
  private final Map<List<String>, Values> series = new LinkedHashMap<>();

  /** Of one series; buckets as exposed, each with those below it. */
  private static final class Values {
    private double value;
    private double count;
    private final SortedMap<Double, Long> cumulative = new TreeMap<>();
    private final SortedMap<Double, Double> quantiles = new TreeMap<>();
  }

  private CollectorReading(ExposedMetric metric) {
    this.metric = metric;
  }

  static List<SeriesReading> of(ExposedMetric metric, Collector collector) {
    CollectorReading reading = new CollectorReading(metric);
    for (Collector.MetricFamilySamples family : collector.collect()) {
      family.samples.forEach(reading::add);
    }
    return reading.readings();
  }

  private void add(Collector.MetricFamilySamples.Sample sample) {
    String name = metric.name();
    int labels = metric.labelNames().size();
    if (sample.labelValues.size() < labels) {
      return;
    }
    List<String> labelValues = List.copyOf(sample.labelValues.subList(0, labels));
    if (isDistribution() && sample.name.equals(name + "_count")) {
      values(labelValues).count = sample.value;
    } else if (isDistribution() && sample.name.equals(name + "_sum")) {
      values(labelValues).value = sample.value;
    } else if (isDistribution() && sample.labelValues.size() > labels) {
      // Behind the labels comes what Prometheus adds: le of a bucket, or quantile.
      double bound = bound(sample, labels);
      if (sample.name.equals(name + "_bucket")) {
        values(labelValues).cumulative.put(bound, (long) sample.value);
      } else if (sample.name.equals(name)) {
        values(labelValues).quantiles.put(bound, sample.value);
      }
    } else if (sample.name.equals(name)) {
      values(labelValues).value = sample.value;
    }
  }

  static double bound(Collector.MetricFamilySamples.Sample sample, int labels) {
    String text = sample.labelValues.get(labels);
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private boolean isDistribution() {
    return switch (metric.type()) {
      case HISTOGRAM, SUMMARY -> true;
      case COUNTER, GAUGE -> false;
    };
  }

  private Values values(List<String> labelValues) {
    return series.computeIfAbsent(labelValues, key -> new Values());
  }

  private List<SeriesReading> readings() {
    List<SeriesReading> readings = new ArrayList<>();
    series.forEach(
        (labelValues, values) ->
            readings.add(
                isDistribution()
                    ? new SeriesReading.Distribution(
                        labelValues,
                        (long) values.count,
                        values.value,
                        own(values.cumulative),
                        values.quantiles)
                    : new SeriesReading.Scalar(labelValues, values.value)));
    return readings;
  }

  /** What is in each bucket alone. */
  private static SortedMap<Double, Long> own(SortedMap<Double, Long> cumulative) {
    SortedMap<Double, Long> own = new TreeMap<>();
    long below = 0;
    for (Map.Entry<Double, Long> bucket : cumulative.entrySet()) {
      // Read while the application records: a later bucket may be behind.
      own.put(bucket.getKey(), Math.max(0, bucket.getValue() - below));
      below = Math.max(below, bucket.getValue());
    }
    return own;
  }
}
