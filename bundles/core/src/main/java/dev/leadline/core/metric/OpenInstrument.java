package dev.leadline.core.metric;

import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.Series;
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

  private final ProviderHandle provider;
  private final Instrument instrument;
  private final String exposedName;
  private final Map<List<String>, Series> series = new ConcurrentHashMap<>();

  OpenInstrument(ProviderHandle provider, Instrument instrument, String exposedName) {
    this.provider = provider;
    this.instrument = instrument;
    this.exposedName = exposedName;
  }

  ProviderHandle provider() {
    return provider;
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

  /** The series; one that does nothing when the provider has none. On any thread; never throws. */
  Series series(List<String> labelValues) {
    Series known = series.get(labelValues);
    if (known != null) {
      return known;
    }
    Series created;
    try {
      created =
          Objects.requireNonNull(instrument.series(labelValues), "the provider answered no series");
    } catch (Throwable failure) {
      provider.health().failed(failure);
      created = NOTHING;
    }
    Series earlier = series.putIfAbsent(labelValues, created);
    return earlier == null ? created : earlier;
  }

  /** Gets the series on the provider's own thread; whether it has it by now. */
  boolean prepare(List<String> labelValues) {
    return has(labelValues)
        || provider.execute("a series of " + exposedName, () -> series(labelValues));
  }

  /** The series that is there by now; otherwise one that does nothing. */
  Series seriesOrNothing(List<String> labelValues) {
    return series.getOrDefault(labelValues, NOTHING);
  }

  /** On Leadline's thread. */
  void close() {
    provider.execute("close of " + exposedName, this::closeNow);
  }

  /** On the provider's thread. */
  void closeNow() {
    try {
      instrument.close();
    } catch (Throwable failure) {
      provider.health().failed(failure);
    }
  }
}
