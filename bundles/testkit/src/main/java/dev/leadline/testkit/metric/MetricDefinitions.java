package dev.leadline.testkit.metric;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Definitions in a few words, for tests. */
public final class MetricDefinitions {

  private MetricDefinitions() {}

  /** A metric with labels and nothing else. */
  public static MetricDefinition metric(String name, MetricType type, String... labelNames) {
    return new MetricDefinition(
        name, type, List.of(labelNames), "", "", List.of(), new TreeMap<>());
  }

  public static MetricDefinition counter(String name, String... labelNames) {
    return metric(name, MetricType.COUNTER, labelNames);
  }

  public static MetricDefinition gauge(String name, String... labelNames) {
    return metric(name, MetricType.GAUGE, labelNames);
  }

  public static MetricDefinition histogram(String name, double... buckets) {
    return new MetricDefinition(
        name,
        MetricType.HISTOGRAM,
        List.of(),
        "",
        "",
        Arrays.stream(buckets).boxed().toList(),
        new TreeMap<>());
  }

  /** A summary with these quantiles and their allowed errors; none = count and sum alone. */
  public static MetricDefinition summary(String name, Map<Double, Double> quantiles) {
    return new MetricDefinition(
        name, MetricType.SUMMARY, List.of(), "", "", List.of(), new TreeMap<>(quantiles));
  }

  /** The same metric with help and unit. */
  public static MetricDefinition described(MetricDefinition metric, String help, String unit) {
    return new MetricDefinition(
        metric.name(),
        metric.type(),
        metric.labelNames(),
        help,
        unit,
        metric.buckets(),
        metric.quantiles());
  }
}
