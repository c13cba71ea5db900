package dev.leadline.core.metric;

import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.sdk.metric.TotalReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * An instrument in one provider, with the series that it has given: each is asked for once, however
 * often other providers come and go.
 */
final class OpenInstrument {

  private static final Series NOTHING = value -> {};

  private final Election.Seat seat;
  private final Instrument instrument;
  private final String exposedName;
  private final Function<List<String>, DoubleSupplier> totals;
  private final Map<List<String>, Series> series = new ConcurrentHashMap<>();

  /**
   * @param totals label values to what was recorded so far, for an instrument that reads it
   */
  OpenInstrument(
      Election.Seat seat,
      Instrument instrument,
      String exposedName,
      Function<List<String>, DoubleSupplier> totals) {
    this.seat = seat;
    this.instrument = instrument;
    this.exposedName = exposedName;
    this.totals = totals;
  }

  /** Whether it reads totals, and is not told each value. */
  boolean isReader() {
    return instrument instanceof TotalReader;
  }

  /** Whose it is, and by what claim it was opened. */
  Election.Seat seat() {
    return seat;
  }

  ProviderHandle provider() {
    return seat.provider();
  }

  Instrument instrument() {
    return instrument;
  }

  String exposedName() {
    return exposedName;
  }

  /** Whether {@link #series} calls nobody. */
  boolean has(List<String> labelValues) {
    return series.containsKey(labelValues);
  }

  /**
   * The series; one that does nothing when the provider has none, or reads the total from now on.
   * On any thread; never throws.
   */
  Series series(List<String> labelValues) {
    Series known = series.get(labelValues);
    if (known != null) {
      return known;
    }
    if (isReader()) {
      // It is told once; who comes at the same time need not wait: the total is kept meanwhile.
      known = series.putIfAbsent(labelValues, NOTHING);
      if (known != null) {
        return known;
      }
    }
    Series created;
    try {
      created = ask(labelValues);
    } catch (Throwable failure) {
      provider().health().failed(failure);
      created = NOTHING;
    }
    Series earlier = series.putIfAbsent(labelValues, created);
    return earlier == null ? created : earlier;
  }

  private Series ask(List<String> labelValues) {
    if (instrument instanceof TotalReader reader) {
      // Before anything is recorded with these labels.
      reader.observe(labelValues, totals.apply(labelValues));
      return NOTHING;
    }
    return Objects.requireNonNull(
        instrument.series(labelValues), "the provider answered no series");
  }

  /** Labels that were recorded with before this provider came. On the provider's thread. */
  void catchUp(List<String> labelValues) {
    if (!(instrument instanceof TotalReader reader)) {
      series(labelValues);
    } else if (series.putIfAbsent(labelValues, NOTHING) == null) {
      DoubleSupplier total = totals.apply(labelValues);
      // As if it had been told each value from now on.
      double before = total.getAsDouble();
      try {
        reader.observe(labelValues, () -> total.getAsDouble() - before);
      } catch (Throwable failure) {
        provider().health().failed(failure);
      }
    }
  }

  /** Gets the series on the provider's own thread; whether it has it by now. */
  boolean prepare(List<String> labelValues) {
    return has(labelValues)
        || provider().execute("a series of " + exposedName, () -> series(labelValues));
  }

  /** The series that is there by now; otherwise one that does nothing. */
  Series seriesOrNothing(List<String> labelValues) {
    return series.getOrDefault(labelValues, NOTHING);
  }

  /** Records on the provider's own thread, unless it is blocked. On Leadline's thread. */
  void record(List<SeriesReading.Scalar> values) {
    if (provider().blocked().isEmpty()) {
      List<SeriesReading.Scalar> copy = List.copyOf(values);
      provider().execute("record of " + exposedName, () -> copy.forEach(this::recordNow));
    }
  }

  /** On the provider's thread. */
  private void recordNow(SeriesReading.Scalar value) {
    try {
      series(value.labelValues()).record(value.value());
    } catch (Throwable failure) {
      provider().health().failed(failure);
    }
  }

  /** Gives these series back on the provider's own thread. On Leadline's thread. */
  void forget(Collection<List<String>> labelValues) {
    List<List<String>> copy = List.copyOf(labelValues);
    provider().execute("forget of " + exposedName, () -> copy.forEach(this::forgetNow));
  }

  /** On the provider's thread. */
  private void forgetNow(List<String> labelValues) {
    series.remove(labelValues);
    try {
      instrument.forget(labelValues);
    } catch (Throwable failure) {
      provider().health().failed(failure);
    }
  }

  /** On Leadline's thread. */
  void close() {
    provider().execute("close of " + exposedName, this::closeNow);
  }

  /** On the provider's thread. */
  void closeNow() {
    try {
      instrument.close();
    } catch (Throwable failure) {
      provider().health().failed(failure);
    }
  }
}
