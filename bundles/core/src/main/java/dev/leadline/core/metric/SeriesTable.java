package dev.leadline.core.metric;

import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series a metric has: those of the label values that came first, and one that stands for all
 * beyond the limit. For use by any thread; calls nobody.
 */
final class SeriesTable {

  private static final String OVERFLOW = "_overflow";

  private final MetricDefinition definition;
  private final int maxSeries;
  private final CountedBuckets buckets;

  /** Of the metric, as far as all that record it agree. Guarded by this. */
  private List<LabelType> labelTypes;

  /** Whether anybody has said what the labels are. Guarded by this. */
  private boolean isTyped;

  /** Guarded by this. */
  private final Map<List<String>, KnownSeries> series = new HashMap<>();

  /**
   * @param maxSeries known ones, beside that for the overflow
   */
  SeriesTable(MetricDefinition definition, int maxSeries) {
    this.definition = definition;
    this.buckets = CountedBuckets.of(definition);
    this.labelTypes = Collections.nCopies(definition.labelNames().size(), LabelType.TEXT);
    this.maxSeries = maxSeries;
  }

  int maxSeries() {
    return maxSeries;
  }

  /**
   * Somebody is about to record it, whose labels have these types. A label of which two say
   * different things is text from then on; series that are there stay as they are.
   *
   * @return a warning for each label that was something else before
   */
  synchronized List<Problem> agree(List<LabelType> types) {
    if (!isTyped) {
      isTyped = true;
      labelTypes = List.copyOf(types);
      return List.of();
    }
    List<Problem> different = new ArrayList<>();
    List<LabelType> agreed = new ArrayList<>(labelTypes);
    for (int i = 0; i < agreed.size(); i++) {
      if (agreed.get(i) != types.get(i)) {
        different.add(disagreement(i, types.get(i)));
        agreed.set(i, LabelType.TEXT);
      }
    }
    labelTypes = List.copyOf(agreed);
    return different;
  }

  private Problem disagreement(int label, LabelType type) {
    return Problem.warning(
        "MC-005",
        "the label %s of the metric %s is %s here, and was something else before"
            .formatted(definition.labelNames().get(label), definition.name(), type),
        "it is recorded as text, which matters only where labels have types (OpenTelemetry)");
  }

  /** The series of these label values; beyond the limit that for the overflow. */
  synchronized KnownSeries admit(List<String> labelValues) {
    KnownSeries known = series.get(labelValues);
    if (known != null) {
      return known;
    }
    if (series.size() < maxSeries || labelValues.isEmpty()) {
      return add(labelValues, false);
    }
    List<String> overflow = Collections.nCopies(labelTypes.size(), OVERFLOW);
    known = series.get(overflow);
    return known == null ? add(overflow, true) : known;
  }

  private KnownSeries add(List<String> labelValues, boolean isOverflow) {
    KnownSeries known =
        new KnownSeries(labelValues, typesOf(labelValues), isOverflow, buckets.tally());
    series.put(known.labelValues(), known);
    return known;
  }

  /** A label that has no value of its type here, such as {@code null}, is text. */
  private List<LabelType> typesOf(List<String> labelValues) {
    List<LabelType> types = new ArrayList<>(labelTypes);
    for (int i = 0; i < types.size(); i++) {
      if (!types.get(i).fits(labelValues.get(i))) {
        types.set(i, LabelType.TEXT);
      }
    }
    return types;
  }

  /** Takes these out; those that were there. */
  synchronized List<KnownSeries> remove(Collection<List<String>> labelValues) {
    List<KnownSeries> removed = new ArrayList<>();
    for (List<String> values : labelValues) {
      KnownSeries known = series.remove(values);
      if (known != null) {
        removed.add(known);
      }
    }
    return removed;
  }

  synchronized List<KnownSeries> all() {
    return List.copyOf(series.values());
  }

  /** That for the overflow included. */
  synchronized int size() {
    return series.size();
  }
}
