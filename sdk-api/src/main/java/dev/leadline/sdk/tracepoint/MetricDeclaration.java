package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.metric.MetricType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric of a tracepoint, as declared.
 *
 * @param name not blank
 * @param type what is done with values
 * @param expression the value; empty = 1
 * @param namespace put before the name with {@code _}
 * @param help description
 * @param unit unit of the value
 * @param labels in the order of the document
 * @param buckets histogram bounds, ascending; empty = the provider's default
 * @param quantiles summary quantile to its allowed error
 * @param maxSeries most series of this metric; empty = {@link #DEFAULT_MAX_SERIES}
 * @param language of its expressions; empty = the tracepoint's
 */
public record MetricDeclaration(
    String name,
    MetricType type,
    Optional<String> expression,
    Optional<String> namespace,
    Optional<String> help,
    Optional<String> unit,
    List<LabelDeclaration> labels,
    List<Double> buckets,
    SortedMap<Double, Double> quantiles,
    OptionalInt maxSeries,
    Optional<String> language) {

  /** Most series of a metric that does not say. */
  public static final int DEFAULT_MAX_SERIES = 1000;

  public MetricDeclaration {
    requireNonNull(type, "type");
    requireNonNull(expression, "expression");
    requireNonNull(namespace, "namespace");
    requireNonNull(help, "help");
    requireNonNull(unit, "unit");
    requireNonNull(maxSeries, "maxSeries");
    requireNonNull(language, "language");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a metric has a name");
    }
    labels = List.copyOf(labels);
    buckets = List.copyOf(buckets);
    quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
  }

  /** {@code namespace_name} when a namespace is given, else the name. */
  public String fullName() {
    return namespace.map(prefix -> prefix + "_" + name).orElse(name);
  }
}
