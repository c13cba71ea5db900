package dev.leadline.core.metric;

import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.probe.SeriesSource;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One metric in one application: its instruments in all providers, and its series.
 *
 * <p>It may hold objects of the application's own metrics library, so it is reachable only from
 * probes, and those only from the application's classes. Opening, closing and counting of users
 * happen on Leadline's thread; {@link #series} is called on the application's.
 */
public final class ScopedMetric implements SeriesSource {

  private static final String OVERFLOW = "_overflow";

  private final MetricDefinition definition;
  private final ApplicationScope scope;
  private final int maxSeries;
  private int users;
  private boolean closed;

  /** Guarded by this: what the application's threads use. */
  private List<OpenInstrument> instruments = List.of();

  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  /** Guarded by this. Emptied when providers change; the label values that are known stay known. */
  private final Map<List<String>, SeriesSet> series = new HashMap<>();

  ScopedMetric(MetricDefinition definition, ApplicationScope scope, int maxSeries) {
    this.definition = definition;
    this.scope = scope;
    this.maxSeries = maxSeries;
  }

  private record OpenInstrument(
      ProviderHandle provider, Instrument instrument, String exposedName) {}

  public MetricDefinition definition() {
    return definition;
  }

  public int maxSeries() {
    return maxSeries;
  }

  /**
   * Opens it in providers that came and closes it in those that went. Whoever recorded into it has
   * to link anew.
   */
  void open(List<ProviderHandle> providers) {
    List<OpenInstrument> next = new ArrayList<>();
    List<OpenInstrument> gone = new ArrayList<>(current());
    for (ProviderHandle provider : providers) {
      OpenInstrument open = null;
      for (OpenInstrument candidate : current()) {
        if (candidate.provider().equals(provider)) {
          open = candidate;
        }
      }
      if (open == null) {
        openIn(provider, next);
      } else {
        next.add(open);
        gone.remove(open);
      }
    }
    synchronized (this) {
      instruments = List.copyOf(next);
      series.replaceAll((labels, old) -> create(labels, old.isOverflow()));
    }
    gone.forEach(ScopedMetric::close);
    refusals
        .keySet()
        .removeIf(name -> providers.stream().noneMatch(provider -> provider.name().equals(name)));
  }

  private void openIn(ProviderHandle provider, List<OpenInstrument> opened) {
    refusals.remove(provider.name());
    try {
      InstrumentResult result = provider.provider().open(definition, scope);
      if (result instanceof InstrumentResult.Opened open) {
        opened.add(new OpenInstrument(provider, open.instrument(), open.exposedName()));
      } else if (result instanceof InstrumentResult.Refused refused) {
        refusals.put(provider.name(), refused.reason());
      } else {
        refusals.put(provider.name(), "it answered nothing");
      }
    } catch (Throwable failure) {
      provider.health().failed(failure);
      refusals.put(provider.name(), "it failed: " + failure);
    }
  }

  private static void close(OpenInstrument open) {
    try {
      open.instrument().close();
    } catch (Throwable failure) {
      open.provider().health().failed(failure);
    }
  }

  @Override
  public synchronized SeriesSet series(List<String> labelValues) {
    SeriesSet known = series.get(labelValues);
    if (known != null) {
      return known;
    }
    if (series.size() >= maxSeries && !labelValues.isEmpty()) {
      return overflow();
    }
    SeriesSet created = create(labelValues, false);
    series.put(labelValues, created);
    return created;
  }

  /** These label values will not be recorded again: the series may leave the providers. */
  public void forget(List<String> labelValues) {
    boolean known;
    synchronized (this) {
      known = series.remove(labelValues) != null;
    }
    if (known) {
      for (OpenInstrument open : current()) {
        try {
          open.instrument().forget(labelValues);
        } catch (Throwable failure) {
          open.provider().health().failed(failure);
        }
      }
    }
  }

  private SeriesSet overflow() {
    List<String> labels = Collections.nCopies(definition.labelNames().size(), OVERFLOW);
    SeriesSet known = series.get(labels);
    if (known == null) {
      known = create(labels, true);
      series.put(labels, known);
    }
    return known;
  }

  private SeriesSet create(List<String> labelValues, boolean overflow) {
    List<Series> byProvider = new ArrayList<>();
    for (OpenInstrument open : instruments) {
      Series created;
      try {
        created =
            Objects.requireNonNull(
                open.instrument().series(labelValues), "the provider answered no series");
      } catch (Throwable failure) {
        open.provider().health().failed(failure);
        created = value -> {};
      }
      byProvider.add(created);
    }
    return new SeriesSet(byProvider, overflow);
  }

  /** The health of the providers that have it, in the order of every {@link SeriesSet}. */
  public synchronized List<ProviderHealth> health() {
    return instruments.stream().map(open -> open.provider().health()).toList();
  }

  /** {@code provider:name} for each provider that has it. */
  public synchronized List<String> exposedNames() {
    return instruments.stream()
        .map(open -> open.provider().name() + ":" + open.exposedName())
        .toList();
  }

  /** Provider name to reason, for those that cannot have it. */
  public Map<String, String> refusals() {
    return Map.copyOf(refusals);
  }

  /** Series known, the overflow series included. */
  public synchronized int seriesCount() {
    return series.size();
  }

  void retain() {
    users++;
  }

  /** Whether that was the last user; it is closed then. */
  boolean release() {
    users--;
    if (users > 0 || closed) {
      return false;
    }
    closed = true;
    current().forEach(ScopedMetric::close);
    return true;
  }

  boolean isClosed() {
    return closed;
  }

  private synchronized List<OpenInstrument> current() {
    return instruments;
  }
}
