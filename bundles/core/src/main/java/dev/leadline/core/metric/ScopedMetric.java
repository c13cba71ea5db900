package dev.leadline.core.metric;

import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.probe.SeriesSource;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One metric in one application: its instruments in all providers, and its series.
 *
 * <p>It may hold objects of the application's own metrics library, so it is reachable only from
 * probes, and those only from the application's classes. Opening, closing and counting of users
 * happen on Leadline's thread; {@link #series} is called on the application's. No lock is held
 * while a provider is called.
 */
public final class ScopedMetric implements SeriesSource {

  private static final String OVERFLOW = "_overflow";

  private final MetricDefinition definition;
  private final ApplicationScope scope;
  private final int maxSeries;
  private int users;
  private boolean closed;

  /** On Leadline's thread only: providers that have not come back from opening it. */
  private final List<Opening> pending = new ArrayList<>();

  /**
   * Guarded by this: what the application's threads use. In the order in which they were opened:
   * those that stay keep their order and move only to the front, so that a body that knows the
   * series by their places misses none of them until it is linked anew.
   */
  private List<OpenInstrument> instruments = List.of();

  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  /** Guarded by this. The label values that are known stay known when providers change. */
  private final Map<List<String>, Known> series = new HashMap<>();

  ScopedMetric(MetricDefinition definition, ApplicationScope scope, int maxSeries) {
    this.definition = definition;
    this.scope = scope;
    this.maxSeries = maxSeries;
  }

  /** Label values that have their place among the series; the set is there or made when needed. */
  private static final class Known {
    private final List<String> labelValues;
    private final boolean isOverflow;
    private final DoubleTally total = new DoubleTally();
    private @Nullable SeriesSet set;

    Known(List<String> labelValues, boolean isOverflow) {
      this.labelValues = labelValues;
      this.isOverflow = isOverflow;
    }
  }

  public MetricDefinition definition() {
    return definition;
  }

  public int maxSeries() {
    return maxSeries;
  }

  /**
   * Opens it in providers that came, closes it in those that went or record elsewhere now, and
   * takes what came late. Whoever recorded into it has to link anew.
   */
  void open(Election election) {
    List<Election.Seat> seats = election.seats();
    List<OpenInstrument> next = new ArrayList<>();
    List<OpenInstrument> gone = new ArrayList<>();
    for (OpenInstrument open : current()) {
      (seats.contains(open.seat()) ? next : gone).add(open);
    }
    for (Opening opening : List.copyOf(pending)) {
      if (!seats.contains(opening.seat())) {
        pending.remove(opening);
        opening.abandon();
      }
    }
    for (Election.Seat seat : seats) {
      boolean isOpen = next.stream().anyMatch(open -> open.seat().equals(seat));
      boolean isPending = pending.stream().anyMatch(opening -> opening.seat().equals(seat));
      if (!isOpen && !isPending) {
        pending.add(Opening.begin(seat, definition, scope, knownLabels(), this::total));
      }
    }
    take(next);
    use(next);
    gone.forEach(OpenInstrument::close);
    refusals
        .keySet()
        .removeIf(name -> seats.stream().noneMatch(seat -> seat.provider().name().equals(name)));
    refusals.putAll(election.faults());
  }

  /** What came of the openings so far. */
  private void take(List<OpenInstrument> opened) {
    for (Opening opening : List.copyOf(pending)) {
      String name = opening.seat().provider().name();
      Opening.Outcome outcome = opening.outcome().orElse(null);
      if (outcome == null) {
        refusals.put(name, "it has not answered yet; what it answers is taken");
        continue;
      }
      pending.remove(opening);
      if (outcome instanceof Opening.Outcome.Open open) {
        refusals.remove(name);
        opened.add(open.instrument());
      } else if (outcome instanceof Opening.Outcome.Failed failed) {
        refusals.put(name, failed.reason());
      }
    }
  }

  private void use(List<OpenInstrument> next) {
    List<Known> all;
    synchronized (this) {
      all = List.copyOf(series.values());
    }
    Map<Known, SeriesSet> sets = new HashMap<>();
    for (Known known : all) {
      if (next.stream().allMatch(open -> open.has(known.labelValues))) {
        sets.put(known, create(next, known));
      }
    }
    synchronized (this) {
      instruments = List.copyOf(next);
      // Label values that came just now get theirs from whoever needs it first.
      series.values().forEach(known -> known.set = sets.get(known));
    }
  }

  private static SeriesSet create(List<OpenInstrument> instruments, Known known) {
    List<Series> told = new ArrayList<>();
    for (OpenInstrument open : instruments) {
      Series series = open.series(known.labelValues);
      if (!open.isReader()) {
        told.add(series);
      }
    }
    return new SeriesSet(told, known.total, known.isOverflow);
  }

  @Override
  public SeriesSet series(List<String> labelValues) {
    while (true) {
      Known known;
      List<OpenInstrument> now;
      synchronized (this) {
        known = admit(labelValues);
        if (known.set != null) {
          return known.set;
        }
        now = instruments;
      }
      SeriesSet created = create(now, known);
      synchronized (this) {
        if (now == instruments) {
          if (known.set == null) {
            known.set = created;
          }
          return known.set;
        }
      }
    }
  }

  /**
   * The same on Leadline's thread, for label values that are known at set-up: a provider that does
   * not give its series in time does nothing until the next linking.
   */
  public SeriesSet prepare(List<String> labelValues) {
    Known known;
    synchronized (this) {
      known = admit(labelValues);
    }
    List<OpenInstrument> now = current();
    boolean isComplete = true;
    for (OpenInstrument open : now) {
      isComplete &= open.prepare(known.labelValues);
    }
    return isComplete
        ? series(labelValues)
        : new SeriesSet(
            now.stream()
                .filter(open -> !open.isReader())
                .map(open -> open.seriesOrNothing(known.labelValues))
                .toList(),
            known.total,
            known.isOverflow);
  }

  private Known admit(List<String> labelValues) {
    Known known = series.get(labelValues);
    if (known != null) {
      return known;
    }
    if (series.size() < maxSeries || labelValues.isEmpty()) {
      return add(List.copyOf(labelValues), false);
    }
    List<String> overflow = Collections.nCopies(definition.labelNames().size(), OVERFLOW);
    known = series.get(overflow);
    return known == null ? add(overflow, true) : known;
  }

  private Known add(List<String> labelValues, boolean isOverflow) {
    Known known = new Known(labelValues, isOverflow);
    series.put(labelValues, known);
    return known;
  }

  /**
   * Records on the providers' own threads, for figures that come from no hit. One that is blocked
   * is left out. On Leadline's thread.
   */
  public void record(List<SeriesReading.Scalar> values) {
    boolean isTotalled = isTotalled();
    synchronized (this) {
      for (SeriesReading.Scalar value : values) {
        Known known = admit(value.labelValues());
        if (isTotalled) {
          known.total.add(ThreadSheets.mine(), value.value());
        }
      }
    }
    for (OpenInstrument open : current()) {
      open.record(values);
    }
  }

  /** These label values will not be recorded again: their series may leave the providers. */
  public void forget(Collection<List<String>> labelValues) {
    synchronized (this) {
      series.keySet().removeAll(Set.copyOf(labelValues));
    }
    for (OpenInstrument open : current()) {
      open.forget(labelValues);
    }
  }

  private synchronized List<List<String>> knownLabels() {
    return List.copyOf(series.keySet());
  }

  /**
   * The health of the providers that are told each value, in the order of every {@link SeriesSet}.
   */
  public List<ProviderHealth> health() {
    return current().stream()
        .filter(open -> !open.isReader())
        .map(open -> open.provider().health())
        .toList();
  }

  /** Whether a provider reads totals. */
  public boolean isTotalled() {
    return current().stream().anyMatch(OpenInstrument::isReader);
  }

  /** What was recorded with these label values while a provider read it. */
  private synchronized DoubleSupplier total(List<String> labelValues) {
    Known known = series.get(labelValues);
    return known == null ? () -> 0 : known.total;
  }

  /** {@code provider:name} for each provider that has it. */
  public List<String> exposedNames() {
    return current().stream()
        .map(open -> open.provider().name() + ":" + open.exposedName())
        .toList();
  }

  /** Provider name to the name that its backend shows, for each provider that has it. */
  public synchronized SortedMap<String, String> namesByProvider() {
    SortedMap<String, String> names = new TreeMap<>();
    instruments.forEach(open -> names.put(open.provider().name(), open.exposedName()));
    return names;
  }

  /** Whether it is open in this provider. */
  public synchronized boolean isOpenIn(ProviderHandle provider) {
    return instruments.stream().anyMatch(open -> open.provider().equals(provider));
  }

  /** The application that it is recorded in. */
  public ApplicationScope scope() {
    return scope;
  }

  /**
   * What its series hold now, as the first provider that can say has it; empty when none can. On
   * any thread but the application's: providers may take their time.
   */
  public List<SeriesReading> read() {
    for (OpenInstrument open : current()) {
      try {
        List<SeriesReading> readings = open.instrument().read();
        if (!readings.isEmpty()) {
          return List.copyOf(readings);
        }
      } catch (Throwable failure) {
        open.provider().health().failed(failure);
      }
    }
    return List.of();
  }

  /** Provider name to reason, for those that do not have it. */
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
    current().forEach(OpenInstrument::close);
    pending.forEach(Opening::abandon);
    pending.clear();
    return true;
  }

  boolean isClosed() {
    return closed;
  }

  private synchronized List<OpenInstrument> current() {
    return instruments;
  }
}
