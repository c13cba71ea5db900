package dev.leadline.sdk.metric;

import static java.util.Objects.requireNonNull;

/** What came of {@link MetricProvider#open}. */
public sealed interface InstrumentResult {

  /**
   * The instrument is there.
   *
   * @param instrument to be closed by the caller, once
   * @param exposedName the name under which the backend shows the metric, such as {@code
   *     shop_orders_total}
   */
  record Opened(Instrument instrument, String exposedName) implements InstrumentResult {
    public Opened {
      requireNonNull(instrument, "instrument");
      requireNonNull(exposedName, "exposedName");
    }
  }

  /**
   * The provider cannot have this metric.
   *
   * @param reason what stands in the way, one sentence for the user
   */
  record Refused(String reason) implements InstrumentResult {
    public Refused {
      requireNonNull(reason, "reason");
    }
  }
}
