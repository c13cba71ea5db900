package dev.leadline.sdk.inventory;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric in one application. A snapshot.
 *
 * @param definition as the providers got it
 * @param application the loader of the instrumented classes, as a probe's status names it
 * @param tracepoints ids of those that record into it, sorted
 * @param exposedNames provider name to the name under which its backend shows the metric
 * @param series values now, as the first provider that can read them back has them; empty when none
 *     can
 * @param seriesCount series known, the overflow series included
 */
public record MetricStatus(
    MetricDefinition definition,
    String application,
    List<String> tracepoints,
    SortedMap<String, String> exposedNames,
    List<SeriesReading> series,
    int seriesCount) {
  public MetricStatus {
    requireNonNull(definition, "definition");
    requireNonNull(application, "application");
    tracepoints = List.copyOf(tracepoints);
    exposedNames = Collections.unmodifiableSortedMap(new TreeMap<>(exposedNames));
    series = List.copyOf(series);
  }
}
