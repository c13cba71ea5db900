package dev.leadline.core.metric;

import dev.leadline.core.metric.OpenInstrument.Figure;
import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.probe.SeriesSource;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric in one application: its series, each in all providers that have the metric.
 *
 * <p>It may hold objects of the application's own metrics library, so it is reachable only from
 * probes, and those only from the application's classes. Opening, closing and counting of users
 * happen on Leadline's thread; {@link #series} is called on the application's. No lock is held
 * while a provider is called.
 */
public final class ScopedMetric implements SeriesSource {

  private final MetricDefinition definition;
  private final ApplicationScope scope;
  private final SeriesTable table;
  private final Openings openings;
  private int users;
  private boolean closed;

  /**
   * Guarded by this: what the application's threads use. In the order in which they were opened:
   * those that stay keep their order and move only to the front, so that a body that knows the
   * series by their places misses none of them until it is linked anew.
   */
  private List<OpenInstrument> instruments = List.of();

  ScopedMetric(MetricDefinition definition, ApplicationScope scope, int maxSeries) {
    this.definition = definition;
    this.scope = scope;
    this.table = new SeriesTable(definition, maxSeries);
    this.openings = new Openings(definition, scope);
  }

  public MetricDefinition definition() {
    return definition;
  }

  public int maxSeries() {
    return table.maxSeries();
  }

  /**
   * Somebody is about to record it. On Leadline's thread.
   *
   * @param labelTypes of the metric's labels there
   * @return a warning for each label that was of another type before
   */
  public List<Problem> agree(List<LabelType> labelTypes) {
    return table.agree(labelTypes);
  }

  /**
   * Has it opened in providers that came. {@link #finish} takes what came of it, when the providers
   * have been waited for.
   */
  void begin(Election election) {
    openings.begin(election, current(), table.all());
  }

  /**
   * Takes what was opened since, late or in time, and has it closed in providers that went or
   * record elsewhere now. Whoever recorded into it has to link anew.
   */
  void finish() {
    if (closed) {
      return;
    }
    List<OpenInstrument> next = new ArrayList<>();
    List<OpenInstrument> gone = new ArrayList<>();
    for (OpenInstrument open : current()) {
      (openings.seats().contains(open.seat()) ? next : gone).add(open);
    }
    next.addAll(openings.finish());
    use(next);
    gone.forEach(OpenInstrument::close);
  }

  private void use(List<OpenInstrument> next) {
    List<KnownSeries> all = table.all();
    Map<KnownSeries, SeriesSet> sets = new HashMap<>();
    for (KnownSeries known : all) {
      if (next.stream().allMatch(open -> open.has(known))) {
        sets.put(known, create(next, known));
      }
    }
    synchronized (this) {
      instruments = List.copyOf(next);
      // Label values that came just now get theirs from whoever needs it first.
      table.all().forEach(known -> known.set = sets.get(known));
    }
  }

  private static SeriesSet create(List<OpenInstrument> instruments, KnownSeries known) {
    List<Series> told = new ArrayList<>();
    for (OpenInstrument open : instruments) {
      Series series = open.series(known);
      if (!open.isReader()) {
        told.add(series);
      }
    }
    return new SeriesSet(told, known.total(), known.distribution(), known.isOverflow());
  }

  @Override
  public SeriesSet series(List<String> labelValues) {
    while (true) {
      KnownSeries known;
      List<OpenInstrument> now;
      synchronized (this) {
        known = table.admit(labelValues);
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
   * Has the providers give the series of label values that are known at set-up, on their own
   * threads. On Leadline's thread; {@link ScopedMetrics#settle} waits for it, and then {@link
   * #prepared} answers.
   */
  public void beginSeries(List<String> labelValues) {
    KnownSeries known = table.admit(labelValues);
    current().forEach(open -> open.begin(known));
  }

  /**
   * The series that were asked for before: a provider that did not give its own in time does
   * nothing until the next linking.
   */
  public SeriesSet prepared(List<String> labelValues) {
    KnownSeries known = table.admit(labelValues);
    List<OpenInstrument> now = current();
    return now.stream().allMatch(open -> open.has(known))
        ? series(labelValues)
        : new SeriesSet(
            now.stream()
                .filter(open -> !open.isReader())
                .map(open -> open.seriesOrNothing(known))
                .toList(),
            known.total(),
            known.distribution(),
            known.isOverflow());
  }

  /**
   * Records on the providers' own threads, for figures that come from no hit. One that is blocked
   * is left out. On Leadline's thread; does not wait.
   */
  public void record(List<SeriesReading.Scalar> values) {
    List<Figure> figures =
        values.stream()
            .map(value -> new Figure(table.admit(value.labelValues()), value.value()))
            .toList();
    if (isTotalled()) {
      long[] sheet = ThreadSheets.mine();
      figures.forEach(figure -> figure.series().add(sheet, figure.value()));
    }
    for (OpenInstrument open : current()) {
      open.record(figures);
    }
  }

  /** These label values will not be recorded again: their series may leave the providers. */
  public void forget(Collection<List<String>> labelValues) {
    List<KnownSeries> gone = table.remove(labelValues);
    for (OpenInstrument open : current()) {
      open.forget(gone);
    }
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

  /** Whether a provider reads totals or distributions. */
  public boolean isTotalled() {
    return current().stream().anyMatch(OpenInstrument::isReader);
  }

  /** {@code provider:name} for each provider that has it. */
  public List<String> exposedNames() {
    return current().stream()
        .map(open -> open.provider().name() + ":" + open.exposedName())
        .toList();
  }

  /** Provider name to the name that its backend shows, for each provider that has it. */
  public SortedMap<String, String> namesByProvider() {
    SortedMap<String, String> names = new TreeMap<>();
    current().forEach(open -> names.put(open.provider().name(), open.exposedName()));
    return names;
  }

  /** Whether it is open in this provider. */
  public boolean isOpenIn(ProviderHandle provider) {
    return current().stream().anyMatch(open -> open.provider().equals(provider));
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
    return openings.refusals();
  }

  /** Series known, the overflow series included. */
  public int seriesCount() {
    return table.size();
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
    openings.abandonAll();
    return true;
  }

  boolean isClosed() {
    return closed;
  }

  private synchronized List<OpenInstrument> current() {
    return instruments;
  }
}
