package dev.leadline.provider.prometheus.registry;

import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What came of {@link Registrar#register}. */
public sealed interface Registration {

  /** The metric is in the registry. */
  non-sealed interface Registered extends Registration {

    /** The series of as many label values as the metric has labels. */
    Series series(List<String> labelValues);

    /** Takes one series out, where the library can; asked for again, it begins anew. */
    default void forget(List<String> labelValues) {}

    /** Whether {@link #observe} works: its series can show totals that they ask for. */
    default boolean isObserving() {
      return false;
    }

    /**
     * Adds a total to what the series of these label values shows, beside those that it shows
     * already.
     *
     * @return to be called when the total is of no use any more: the series keeps its last value
     */
    default Runnable observe(List<String> labelValues, DoubleSupplier total) {
      throw new UnsupportedOperationException("isObserving() says so");
    }

    /**
     * Bounds of the buckets that {@link #observeDistribution} takes; empty when it does not work.
     */
    default List<Double> observedBounds() {
      return List.of();
    }

    /**
     * Adds a distribution to what the series of these label values shows, beside those that it
     * shows already.
     *
     * @return to be called when it is of no use any more: the series keeps what it has
     */
    default Runnable observeDistribution(
        List<String> labelValues, Supplier<SeriesReading.Distribution> distribution) {
      throw new UnsupportedOperationException("observedBounds() says so");
    }

    /** What every series holds now; empty when the library cannot say. On a set-up thread. */
    default List<SeriesReading> read() {
      return List.of();
    }

    /** The name on an endpoint, where the library has its own will about the one it was given. */
    default String exposedName(String given) {
      return given;
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

  /**
   * This version of the library has no metric of that kind.
   *
   * @param reason the library's own words, or ours
   */
  record Unfit(String reason) implements Registration {}
}
