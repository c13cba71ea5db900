package dev.leadline.provider.prometheus.naming;

import dev.leadline.sdk.metric.MetricType;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric in the words of Prometheus.
 *
 * @param name as the endpoint shows it, {@code _total} of a counter included
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
    labelNames = List.copyOf(labelNames);
    buckets = List.copyOf(buckets);
    quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
  }
}
