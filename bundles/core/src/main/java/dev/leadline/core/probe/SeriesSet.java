package dev.leadline.core.probe;

import dev.leadline.core.tally.DistributionTally;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One set of label values: its series in every provider that is told each value, and the total that
 * the other providers read. HOT PATH, immutable.
 *
 * <p>The first three are fields, so that a generated body records into each through a call of its
 * own: its receiver type is then profiled per probe and provider, and the JIT inlines it.
 */
public final class SeriesSet {

  /** Providers whose series are fields. */
  public static final int FIELDS = 3;

  /** For what is no histogram: nothing is ever added. */
  public static final DistributionTally NOT_DISTRIBUTED = new DistributionTally(new double[0]);

  private static final Series NOTHING = value -> {};

  public final Series first;
  public final Series second;
  public final Series third;

  /** Of a counter; counts only while a provider reads it. */
  public final DoubleTally total;

  /** Of a histogram; counts only while a provider reads it. */
  public final DistributionTally distribution;

  private final Series[] more;
  private final boolean overflow;

  /**
   * Without anything that a provider could read.
   *
   * @param series by provider, in the order of the body's providers
   * @param overflow whether it stands for series beyond the limit
   */
  public SeriesSet(List<Series> series, boolean overflow) {
    this(series, new DoubleTally(), NOT_DISTRIBUTED, overflow);
  }

  /**
   * @param series by provider, in the order of the body's providers
   * @param total of all that is recorded, for providers that read it
   * @param distribution of all that is recorded, for providers that read it
   * @param overflow whether it stands for series beyond the limit
   */
  public SeriesSet(
      List<Series> series, DoubleTally total, DistributionTally distribution, boolean overflow) {
    this.total = total;
    this.distribution = distribution;
    this.first = get(series, 0);
    this.second = get(series, 1);
    this.third = get(series, 2);
    this.more =
        series.size() <= FIELDS
            ? new Series[0]
            : series.subList(FIELDS, series.size()).toArray(new Series[0]);
    this.overflow = overflow;
  }

  /** Records into the fourth provider and all that follow. */
  public void recordMore(double value, ProviderHealth[] health) {
    for (int i = 0; i < more.length; i++) {
      try {
        more[i].record(value);
      } catch (Throwable failure) {
        health[FIELDS + i].failed(failure);
      }
    }
  }

  public boolean isOverflow() {
    return overflow;
  }

  /** The series in one of the first providers; not for the hot path. */
  public Series get(int provider) {
    return switch (provider) {
      case 0 -> first;
      case 1 -> second;
      case 2 -> third;
      default -> more[provider - FIELDS];
    };
  }

  private static Series get(List<Series> series, int index) {
    @Nullable Series found = index < series.size() ? series.get(index) : null;
    return found == null ? NOTHING : found;
  }
}
