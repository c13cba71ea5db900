package dev.leadline.provider.prometheus.registry;

import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.List;

/** What came of {@link Registrar#register}. */
public sealed interface Registration {

  /** The metric is in the registry. */
  non-sealed interface Registered extends Registration {

    /** The series of as many label values as the metric has labels. */
    Series series(List<String> labelValues);

    /** Takes one series out, where the library can; asked for again, it begins anew. */
    default void forget(List<String> labelValues) {}

    /** What every series holds now; empty when the library cannot say. On a set-up thread. */
    default List<SeriesReading> read() {
      return List.of();
    }

    /** Takes the metric out; does nothing when somebody else has done so. */
    void unregister();
  }

  /**
   * The registry has something else under one of the names.
   *
   * @param reason the library's own words
   */
  record Taken(String reason) implements Registration {}
}
