package dev.leadline.core.metric;

import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.tally.DoubleTally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Label values that have their place among the series of a metric, whatever providers come and go.
 */
final class KnownSeries {

  private final List<String> labelValues;
  private final boolean isOverflow;
  private final DoubleTally total = new DoubleTally();

  /** Guarded by the {@link ScopedMetric}; null = to be made by who needs it. */
  @Nullable SeriesSet set;

  /**
   * @param isOverflow whether it stands for the series beyond the limit
   */
  KnownSeries(List<String> labelValues, boolean isOverflow) {
    this.labelValues = List.copyOf(labelValues);
    this.isOverflow = isOverflow;
  }

  List<String> labelValues() {
    return labelValues;
  }

  boolean isOverflow() {
    return isOverflow;
  }

  /** Of a counter, while a provider reads it. */
  DoubleTally total() {
    return total;
  }
}
