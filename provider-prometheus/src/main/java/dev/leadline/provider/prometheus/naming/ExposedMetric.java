package dev.leadline.provider.prometheus.naming;

import dev.leadline.sdk.metric.MetricType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric in the words of Prometheus.
 *
 * @param name as the endpoint shows it; that of a counter ends with {@code _total}
 * @param declaredName as the user wrote it
 * @param type what is done with values
 * @param unit empty unless the name carries it as its suffix
 * @param help never blank
 * @param labelNames legal and distinct, in the order of label values
 * @param buckets of a histogram; empty = simpleclient's defaults
 * @param quantiles of a summary, to the error allowed
 */
public record ExposedMetric(
    String name,
    String declaredName,
    MetricType type,
    String unit,
    String help,
    List<String> labelNames,
    List<Double> buckets,
    SortedMap<Double, Double> quantiles) {
  public ExposedMetric {
    if (type == MetricType.COUNTER && !name.endsWith("_total")) {
      throw new IllegalArgumentException("a counter ends with _total: " + name);
    }
    labelNames = List.copyOf(labelNames);
    buckets = List.copyOf(buckets);
    quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
  }

  /**
   * All names that the metric takes up on an endpoint: those of its series, and that of its
   * description.
   */
  public Set<String> sampleNames() {
    return switch (type) {
      case COUNTER -> {
        String stem = name.substring(0, name.length() - "_total".length());
        yield Set.of(name, stem, stem + "_created");
      }
      case GAUGE -> Set.of(name);
      case HISTOGRAM ->
          Set.of(name, name + "_count", name + "_sum", name + "_bucket", name + "_created");
      case SUMMARY -> Set.of(name, name + "_count", name + "_sum", name + "_created");
    };
  }
}
