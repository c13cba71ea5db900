package dev.leadline.core.metric;

import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.tally.DistributionTally;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.sdk.metric.LabelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Label values that have their place among the series of a metric, whatever providers come and go.
 */
final class KnownSeries {

  private final List<String> labelValues;
  private final List<LabelType> labelTypes;
  private final boolean isOverflow;
  private final DoubleTally total = new DoubleTally();
  private final DistributionTally distribution;

  /** Guarded by the {@link ScopedMetric}; null = to be made by who needs it. */
  @Nullable SeriesSet set;

  /**
   * @param labelTypes what the texts stand for, in every provider alike
   * @param isOverflow whether it stands for the series beyond the limit
   * @param distribution of this series alone, if it is of a histogram
   */
  KnownSeries(
      List<String> labelValues,
      List<LabelType> labelTypes,
      boolean isOverflow,
      DistributionTally distribution) {
    this.distribution = distribution;
    this.labelValues = List.copyOf(labelValues);
    this.labelTypes = List.copyOf(labelTypes);
    this.isOverflow = isOverflow;
  }

  List<String> labelValues() {
    return labelValues;
  }

  List<LabelType> labelTypes() {
    return labelTypes;
  }

  boolean isOverflow() {
    return isOverflow;
  }

  /** For providers that read; on a thread with this sheet. */
  void add(long[] sheet, double value) {
    if (distribution == SeriesSet.NOT_DISTRIBUTED) {
      total.add(sheet, value);
    } else {
      distribution.add(sheet, value);
    }
  }

  /** Of a counter, while a provider reads it. */
  DoubleTally total() {
    return total;
  }

  /** Of a histogram, while a provider reads it. */
  DistributionTally distribution() {
    return distribution;
  }
}
