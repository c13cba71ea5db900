package dev.leadline.sdk.metric;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric as every provider gets it. Names are as the user wrote them: each provider maps them
 * to the rules of its backend.
 *
 * @param name full name, namespace included ({@code namespace_name}); not blank
 * @param type what is done with values
 * @param labelNames label names in the order of label values; distinct
 * @param help description; empty when there is none
 * @param unit unit such as {@code seconds}; empty when there is none
 * @param buckets upper bounds of a histogram, ascending and finite; empty = the provider's default
 * @param quantiles of a summary: quantile (0 to 1) to allowed error (0 to 1); empty = count and sum
 *     alone
 */
public record MetricDefinition(
    String name,
    MetricType type,
    List<String> labelNames,
    String help,
    String unit,
    List<Double> buckets,
    SortedMap<Double, Double> quantiles) {

  public MetricDefinition {
    requireNonNull(type, "type");
    requireNonNull(help, "help");
    requireNonNull(unit, "unit");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a metric has a name");
    }
    labelNames = List.copyOf(labelNames);
    if (new HashSet<>(labelNames).size() != labelNames.size()) {
      throw new IllegalArgumentException("label names are distinct: " + labelNames);
    }
    buckets = List.copyOf(buckets);
    for (int i = 0; i < buckets.size(); i++) {
      if (!Double.isFinite(buckets.get(i)) || (i > 0 && buckets.get(i) <= buckets.get(i - 1))) {
        throw new IllegalArgumentException("buckets are finite and ascending: " + buckets);
      }
    }
    quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
    for (Map.Entry<Double, Double> entry : quantiles.entrySet()) {
      if (!isFraction(entry.getKey()) || !isFraction(entry.getValue())) {
        throw new IllegalArgumentException("quantiles and their errors are 0 to 1: " + quantiles);
      }
    }
  }

  private static boolean isFraction(double value) {
    return value >= 0 && value <= 1;
  }
}
