package dev.leadline.core.registry;

import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.metric.MetricCatalog;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The tracepoints in force. A declaration is compared with what its origin declared before; what is
 * equal stays untouched, with its probes and figures.
 *
 * <p>The set of wanted tracepoints is published before {@link #declare} returns, so that a class
 * which loads from then on gets its probes; classes that are loaded already follow on Leadline's
 * thread.
 */
public final class LiveTracepointRegistry implements TracepointRegistry {

  private final MetricCatalog catalog;
  private final IdentifierFinder identifiers;
  private final Installation installation;
  private final StatusReport report;
  private final Budget budget;
  private final Clock clock;

  /** Guarded by this: origin to its tracepoints by id. */
  private final Map<String, Map<String, LiveTracepoint>> origins = new LinkedHashMap<>();

  /** Guarded by this: those that nobody declared and no status shows. */
  private final List<LiveTracepoint> temporary = new ArrayList<>();

  /**
   * Where changes go. Called with the registry's lock held: must be quick and must not call back.
   */
  public interface Installation {

    /** These tracepoints belong into classes from now on; all others do not. */
    void publish(Collection<LiveTracepoint> wanted);

    /** Bring loaded classes up to date, later, on Leadline's thread. */
    void update(List<LiveTracepoint> added, List<LiveTracepoint> removed);

    /** Link the probes of this one anew, later, on Leadline's thread. */
    void relink(LiveTracepoint tracepoint);

    /**
     * Waits until all that was handed over before is done; false when it is not by then. The one
     * method that is called without the registry's lock.
     */
    boolean await(Duration most) throws InterruptedException;
  }

  public LiveTracepointRegistry(
      MetricCatalog catalog,
      ExpressionLanguages languages,
      Installation installation,
      StatusReport report,
      Budget budget,
      Clock clock) {
    this.catalog = catalog;
    this.identifiers = new IdentifierFinder(languages);
    this.installation = installation;
    this.report = report;
    this.budget = budget;
    this.clock = clock;
  }

  @Override
  public synchronized List<Problem> declare(String origin, List<Declaration> declarations) {
    List<Problem> found = new ArrayList<>();
    Map<String, LiveTracepoint> before = origins.getOrDefault(origin, Map.of());
    Map<String, LiveTracepoint> after = new LinkedHashMap<>();
    List<Declaration> changed = new ArrayList<>();
    for (Declaration declaration : UniqueIds.of(origin, declarations, this::find, found)) {
      Tracepoint tracepoint = declaration.tracepoint();
      LiveTracepoint known = before.get(tracepoint.id());
      if (known != null && known.tracepoint().equals(tracepoint) && !known.isExpired()) {
        known.declaredProblems(declaration.problems());
        after.put(tracepoint.id(), known);
      } else {
        changed.add(declaration);
      }
    }
    // By id, and not removeAll, which would compare each with each.
    List<LiveTracepoint> removed =
        new ArrayList<>(
            before.values().stream()
                .filter(tracepoint -> after.get(tracepoint.id()) != tracepoint)
                .toList());
    removed.forEach(this::retire);
    List<LiveTracepoint> added = new ArrayList<>();
    for (Declaration declaration : changed) {
      LiveTracepoint created = create(origin, declaration, found);
      after.put(created.id(), created);
      added.add(created);
    }
    replace(origin, after, added, removed);
    return found;
  }

  private void replace(
      String origin,
      Map<String, LiveTracepoint> after,
      List<LiveTracepoint> added,
      List<LiveTracepoint> gone) {
    if (after.isEmpty()) {
      origins.remove(origin);
    } else {
      origins.put(origin, after);
    }
    List<LiveTracepoint> removed = new ArrayList<>(gone);
    if (!removed.isEmpty()) {
      retryConflicts(added, removed);
    }
    hand(added, removed);
  }

  @Override
  public synchronized void withdraw(String origin) {
    declare(origin, List.of());
  }

  private LiveTracepoint create(String origin, Declaration declared, List<Problem> found) {
    Tracepoint tracepoint = declared.tracepoint();
    List<Problem> conflicts = new ArrayList<>();
    List<LiveMetric> metrics = new ArrayList<>();
    for (MetricDeclaration declaration : tracepoint.metrics()) {
      MetricCatalog.Admission admission = catalog.admit(tracepoint.id(), declaration);
      if (admission instanceof MetricCatalog.Admission.Admitted admitted) {
        metrics.add(new LiveMetric(declaration, admitted.definition()));
        // A warning: it is in force all the same.
        admitted
            .difference()
            .ifPresent(warning -> conflicts.add(warning.at(place(tracepoint, declaration))));
      } else if (admission instanceof MetricCatalog.Admission.Conflict conflict) {
        Problem problem = conflict.problem().at(place(tracepoint, declaration));
        conflicts.add(problem);
        found.add(problem);
      }
    }
    LiveTracepoint created =
        new LiveTracepoint(declared, origin, metrics, conflicts, budget, clock);
    identifiers.find(created);
    return created;
  }

  private void retire(LiveTracepoint tracepoint) {
    tracepoint.remove();
    catalog.withdraw(tracepoint.id());
  }

  /** Puts a tracepoint in force that nobody declared and that no status shows. */
  public synchronized void attach(LiveTracepoint tracepoint) {
    identifiers.find(tracepoint);
    temporary.add(tracepoint);
    hand(List.of(tracepoint), List.of());
  }

  /** Takes out what was {@link #attach attached}; does nothing when that has been done. */
  public synchronized void detach(LiveTracepoint tracepoint) {
    if (temporary.remove(tracepoint)) {
      tracepoint.remove();
      hand(List.of(), List.of(tracepoint));
    }
  }

  /** Something went: those that lost a metric to a conflict with it may have it now. */
  private void retryConflicts(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    for (Map<String, LiveTracepoint> ofOrigin : origins.values()) {
      for (Map.Entry<String, LiveTracepoint> entry : ofOrigin.entrySet()) {
        LiveTracepoint live = entry.getValue();
        if (live.metrics().size() < live.tracepoint().metrics().size() && !added.contains(live)) {
          catalog.withdraw(live.id());
          LiveTracepoint retried = create(live.origin(), live.declaration(), new ArrayList<>());
          if (retried.metrics().size() > live.metrics().size()) {
            live.remove();
            removed.add(live);
            added.add(retried);
            entry.setValue(retried);
          }
        }
      }
    }
  }

  private void hand(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    installation.publish(wanted());
    if (!added.isEmpty() || !removed.isEmpty()) {
      installation.update(
          added.stream().filter(LiveTracepoint::isIdentified).toList(), List.copyOf(removed));
    }
  }

  /** A language has come: tracepoints that waited for it can be installed. */
  public synchronized void languageCame() {
    List<LiveTracepoint> ready = new ArrayList<>();
    for (LiveTracepoint tracepoint : all()) {
      if (!tracepoint.isIdentified()) {
        identifiers.find(tracepoint);
        if (tracepoint.isIdentified()) {
          ready.add(tracepoint);
        }
      }
    }
    if (!ready.isEmpty()) {
      installation.publish(wanted());
      installation.update(ready, List.of());
    }
  }

  /**
   * Its time to live is over: takes its probes out; it stays known until its origin withdraws it.
   */
  private synchronized void expire(LiveTracepoint tracepoint) {
    tracepoint.expire();
    catalog.withdraw(tracepoint.id());
    installation.publish(wanted());
    installation.update(List.of(), List.of(tracepoint));
  }

  /**
   * What time brings: removes tracepoints whose time to live is over, and has those that are
   * exhausted silenced, and those that pause because of themselves paused or resumed. On Leadline's
   * thread.
   */
  public void settle(Consumer<LiveTracepoint> relink) {
    for (LiveTracepoint tracepoint : all()) {
      if (tracepoint.isOverdue(clock) && !tracepoint.isExpired()) {
        expire(tracepoint);
      }
      if (tracepoint.gate().isExhausted() && tracepoint.markSilenced()) {
        relink.accept(tracepoint);
      }
      if (tracepoint.watch().look()) {
        relink.accept(tracepoint);
      }
    }
  }

  private List<LiveTracepoint> wanted() {
    return Stream.concat(all().stream(), temporary.stream())
        .filter(LiveTracepoint::isWanted)
        .filter(LiveTracepoint::isIdentified)
        .toList();
  }

  /** All that are in force or would be if they could. */
  public synchronized List<LiveTracepoint> all() {
    return origins.values().stream().flatMap(map -> map.values().stream()).toList();
  }

  private Optional<LiveTracepoint> find(String id) {
    return origins.values().stream()
        .filter(ofOrigin -> ofOrigin.containsKey(id))
        .findFirst()
        .map(ofOrigin -> ofOrigin.get(id));
  }

  @Override
  public synchronized List<Problem> check(String origin, List<Declaration> declarations) {
    List<Problem> found = new ArrayList<>();
    for (Declaration declaration : UniqueIds.of(origin, declarations, this::find, found)) {
      for (MetricDeclaration metric : declaration.tracepoint().metrics()) {
        catalog
            .conflict(declaration.tracepoint().id(), metric)
            .map(problem -> problem.at(place(declaration.tracepoint(), metric)))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Place place(Tracepoint tracepoint, MetricDeclaration metric) {
    return new Place(tracepoint.id(), "metric " + metric.name(), 0, 0);
  }

  @Override
  public synchronized boolean remove(String id) {
    Optional<LiveTracepoint> found = find(id);
    found.ifPresent(
        tracepoint -> {
          Map<String, LiveTracepoint> others =
              new LinkedHashMap<>(origins.getOrDefault(tracepoint.origin(), Map.of()));
          others.remove(id);
          retire(tracepoint);
          replace(tracepoint.origin(), others, new ArrayList<>(), List.of(tracepoint));
        });
    return found.isPresent();
  }

  @Override
  public synchronized boolean setEnabled(String id, boolean enabled) {
    Optional<LiveTracepoint> found = find(id);
    found.filter(tracepoint -> tracepoint.isEnabled() != enabled).ifPresent(this::toggle);
    return found.isPresent();
  }

  private void toggle(LiveTracepoint tracepoint) {
    boolean wasWanted = tracepoint.isWanted();
    tracepoint.switchTo(!tracepoint.isEnabled());
    if (tracepoint.isWanted() == wasWanted) {
      installation.relink(tracepoint);
    } else if (wasWanted) {
      hand(List.of(), List.of(tracepoint));
    } else {
      hand(List.of(tracepoint), List.of());
    }
  }

  @Override
  public boolean await(Duration most) throws InterruptedException {
    return installation.await(most);
  }

  @Override
  public List<TracepointStatus> statuses() {
    Map<String, TracepointStatus> sorted = new TreeMap<>();
    for (LiveTracepoint tracepoint : all()) {
      sorted.put(tracepoint.id(), report.of(tracepoint));
    }
    return List.copyOf(sorted.values());
  }

  @Override
  public Optional<TracepointStatus> status(String id) {
    Optional<LiveTracepoint> found;
    synchronized (this) {
      found = find(id);
    }
    return found.map(report::of);
  }

  /** Tracepoints by state, for one line of the log. */
  public Map<String, Long> summary() {
    Map<String, Long> summary = new HashMap<>();
    statuses().forEach(status -> summary.merge(status.state().name(), 1L, Long::sum));
    return summary;
  }
}
