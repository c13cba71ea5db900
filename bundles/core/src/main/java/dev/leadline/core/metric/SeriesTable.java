package dev.leadline.core.metric;

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

  private final int labels;
  private final int maxSeries;

  /** Guarded by this. */
  private final Map<List<String>, KnownSeries> series = new HashMap<>();

  /**
   * @param labels of the metric
   * @param maxSeries known ones, beside that for the overflow
   */
  SeriesTable(int labels, int maxSeries) {
    this.labels = labels;
    this.maxSeries = maxSeries;
  }

  int maxSeries() {
    return maxSeries;
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
    List<String> overflow = Collections.nCopies(labels, OVERFLOW);
    known = series.get(overflow);
    return known == null ? add(overflow, true) : known;
  }

  private KnownSeries add(List<String> labelValues, boolean isOverflow) {
    KnownSeries known = new KnownSeries(labelValues, isOverflow);
    series.put(known.labelValues(), known);
    return known;
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
