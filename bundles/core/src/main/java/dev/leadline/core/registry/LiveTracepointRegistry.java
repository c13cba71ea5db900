package dev.leadline.core.registry;

import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.metric.MetricCatalog;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The tracepoints in force. A declaration is compared with what its origin declared before; what is
 * equal stays untouched, with its probes and figures.
 *
 * <p>The set of wanted tracepoints is published before {@link #declare} returns, so that a class
 * which loads from then on gets its probes; classes that are loaded already follow on Leadline's
 * thread.
 */
public final class LiveTracepointRegistry implements TracepointRegistry {

  private final TracepointFactory factory;
  private final IdentifierFinder identifiers;
  private final Installation installation;
  private final StatusReport report;
  private final Clock clock;

  /** Guarded by this. */
  private final DeclaredTracepoints declared = new DeclaredTracepoints();

  /** Guarded by this: those that nobody declared and no status shows. */
  private final Set<LiveTracepoint> temporary = new HashSet<>();

  public LiveTracepointRegistry(
      MetricCatalog catalog,
      ExpressionLanguages languages,
      Installation installation,
      StatusReport report,
      Budget budget,
      Clock clock) {
    this.identifiers = new IdentifierFinder(languages);
    this.factory = new TracepointFactory(catalog, identifiers, budget, clock);
    this.installation = installation;
    this.report = report;
    this.clock = clock;
  }

  @Override
  public synchronized List<Problem> declare(String origin, List<Declaration> declarations) {
    List<Problem> found = new ArrayList<>();
    Map<String, LiveTracepoint> before = declared.of(origin);
    Map<String, LiveTracepoint> after = new LinkedHashMap<>();
    List<Declaration> changed = new ArrayList<>();
    for (Declaration declaration : UniqueIds.of(origin, declarations, declared::find, found)) {
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
        before.values().stream()
            .filter(tracepoint -> after.get(tracepoint.id()) != tracepoint)
            .toList();
    removed.forEach(factory::retire);
    List<LiveTracepoint> added = new ArrayList<>();
    for (Declaration declaration : changed) {
      LiveTracepoint created = factory.create(origin, declaration, found);
      after.put(created.id(), created);
      added.add(created);
    }
    declared.replace(origin, after.values());
    handWithRetries(added, removed);
    return found;
  }

  @Override
  public synchronized void withdraw(String origin) {
    declare(origin, List.of());
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

  /** Where something went, those that lost a metric to a conflict with it may have it now. */
  private void handWithRetries(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    List<LiveTracepoint> allAdded = new ArrayList<>(added);
    List<LiveTracepoint> allRemoved = new ArrayList<>(removed);
    if (!removed.isEmpty()) {
      Set<LiveTracepoint> isNew = Set.copyOf(added);
      for (LiveTracepoint live : declared.incomplete()) {
        if (!isNew.contains(live)) {
          LiveTracepoint retried = factory.retry(live);
          if (retried.metrics().size() > live.metrics().size()) {
            live.remove();
            allRemoved.add(live);
            allAdded.add(retried);
            declared.replace(retried);
          }
        }
      }
    }
    hand(allAdded, allRemoved);
  }

  private void hand(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    List<LiveTracepoint> identified = added.stream().filter(LiveTracepoint::isIdentified).toList();
    if (!identified.isEmpty() || !removed.isEmpty()) {
      installation.update(identified, List.copyOf(removed));
    }
  }

  /** A language has come: tracepoints that waited for it can be installed. */
  public synchronized void languageCame() {
    List<LiveTracepoint> waiting =
        declared.all().stream().filter(tracepoint -> !tracepoint.isIdentified()).toList();
    waiting.forEach(identifiers::find);
    hand(waiting, List.of());
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

  /** Takes its probes out; it stays known until its origin withdraws it. */
  private synchronized void expire(LiveTracepoint tracepoint) {
    factory.expire(tracepoint);
    hand(List.of(), List.of(tracepoint));
  }

  /** All that are in force or would be if they could. */
  public synchronized List<LiveTracepoint> all() {
    return declared.all();
  }

  @Override
  public synchronized List<Problem> check(String origin, List<Declaration> declarations) {
    List<Problem> found = new ArrayList<>();
    for (Declaration declaration : UniqueIds.of(origin, declarations, declared::find, found)) {
      factory.check(declaration.tracepoint(), found);
    }
    return found;
  }

  @Override
  public synchronized boolean remove(String id) {
    Optional<LiveTracepoint> found = declared.find(id);
    found.ifPresent(
        tracepoint -> {
          factory.retire(tracepoint);
          declared.remove(tracepoint);
          handWithRetries(List.of(), List.of(tracepoint));
        });
    return found.isPresent();
  }

  @Override
  public synchronized boolean setEnabled(String id, boolean enabled) {
    Optional<LiveTracepoint> found = declared.find(id);
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
      found = declared.find(id);
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
