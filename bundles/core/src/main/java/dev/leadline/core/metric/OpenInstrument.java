package dev.leadline.core.metric;

import dev.leadline.core.tally.DoubleTally;
import dev.leadline.sdk.metric.DistributionReader;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.TotalReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An instrument in one provider, with the series that it has given: each is asked for once, however
 * often other providers come and go.
 */
final class OpenInstrument {

  private static final Series NOTHING = value -> {};

  private final Election.Seat seat;
  private final Instrument instrument;
  private final String exposedName;
  private final boolean isReader;
  private final Map<List<String>, Series> series = new ConcurrentHashMap<>();

  /**
   * On the provider's thread.
   *
   * @param buckets that observations are counted by: who reads them has the same
   */
  OpenInstrument(
      Election.Seat seat, Instrument instrument, String exposedName, CountedBuckets buckets) {
    this.isReader =
        instrument instanceof TotalReader
            || (instrument instanceof DistributionReader reader
                && reader.bounds().equals(buckets.bounds()));
    this.seat = seat;
    this.instrument = instrument;
    this.exposedName = exposedName;
  }

  /** Whether it reads totals or distributions, and is not told each value. */
  boolean isReader() {
    return isReader;
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
  boolean has(KnownSeries known) {
    return series.containsKey(known.labelValues());
  }

  /**
   * The series; one that does nothing when the provider has none, or reads the total from now on.
   * On any thread; never throws.
   */
  Series series(KnownSeries known) {
    Series earlier = series.get(known.labelValues());
    if (earlier != null) {
      return earlier;
    }
    if (isReader()) {
      // It is told once; who comes at the same time need not wait: the total is kept meanwhile.
      earlier = series.putIfAbsent(known.labelValues(), NOTHING);
      if (earlier != null) {
        return earlier;
      }
    }
    Series created;
    try {
      created = ask(known);
    } catch (Throwable failure) {
      provider().health().failed(failure);
      created = NOTHING;
    }
    earlier = series.putIfAbsent(known.labelValues(), created);
    return earlier == null ? created : earlier;
  }

  private Series ask(KnownSeries known) {
    if (isReader) {
      // Before anything is recorded with these labels.
      showTo(known, 0, CountedBuckets.Moment.first(known.distribution()));
      return NOTHING;
    }
    return Objects.requireNonNull(
        instrument.series(known.labelValues(), known.labelTypes()),
        "the provider answered no series");
  }

  /** It reads from now on what was recorded since then. */
  private void showTo(KnownSeries known, double total, CountedBuckets.Moment then) {
    if (instrument instanceof TotalReader reader) {
      DoubleTally now = known.total();
      reader.observe(known.labelValues(), () -> now.getAsDouble() - total);
    } else if (instrument instanceof DistributionReader reader) {
      reader.observe(known.labelValues(), () -> CountedBuckets.since(then, known));
    }
  }

  /** Labels that were recorded with before this provider came. On the provider's thread. */
  void catchUp(KnownSeries known) {
    if (!isReader) {
      series(known);
    } else if (series.putIfAbsent(known.labelValues(), NOTHING) == null) {
      // As if it had been told each value from now on.
      double total = known.total().getAsDouble();
      CountedBuckets.Moment then = CountedBuckets.Moment.of(known.distribution());
      try {
        showTo(known, total, then);
      } catch (Throwable failure) {
        provider().health().failed(failure);
      }
    }
  }

  /** Gets the series on the provider's own thread, without waiting for it. */
  void begin(KnownSeries known) {
    if (!has(known)) {
      provider().begin("a series of " + exposedName, () -> series(known));
    }
  }

  /** The series that is there by now; otherwise one that does nothing. */
  Series seriesOrNothing(KnownSeries known) {
    return series.getOrDefault(known.labelValues(), NOTHING);
  }

  /**
   * Records on the provider's own thread, unless it is blocked. On Leadline's thread; as all that
   * follows, without waiting: {@link ProviderHandle#settle} does.
   *
   * @param values what to record, in order
   */
  void record(List<Figure> values) {
    if (provider().blocked().isEmpty()) {
      provider().begin("record of " + exposedName, () -> values.forEach(this::recordNow));
    }
  }

  /** A value for one series. */
  record Figure(KnownSeries series, double value) {}

  /** On the provider's thread. */
  private void recordNow(Figure figure) {
    try {
      series(figure.series()).record(figure.value());
    } catch (Throwable failure) {
      provider().health().failed(failure);
    }
  }

  /** Gives these series back on the provider's own thread. On Leadline's thread. */
  void forget(List<KnownSeries> gone) {
    provider().begin("forget of " + exposedName, () -> gone.forEach(this::forgetNow));
  }

  /** On the provider's thread. */
  private void forgetNow(KnownSeries gone) {
    series.remove(gone.labelValues());
    try {
      instrument.forget(gone.labelValues());
    } catch (Throwable failure) {
      provider().health().failed(failure);
    }
  }

  /** On Leadline's thread. */
  void close() {
    provider().begin("close of " + exposedName, this::closeNow);
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
