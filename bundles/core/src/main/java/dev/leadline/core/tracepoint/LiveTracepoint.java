package dev.leadline.core.tracepoint;

import dev.leadline.core.probe.Clock;
import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.HitGate;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One tracepoint in force, from its declaration to its removal. Its controls and figures are shared
 * by all its probes; it knows no probe, so that it keeps no application alive.
 *
 * <p>Threading: figures and gate are for any thread; the rest is written on Leadline's thread and
 * read on any.
 */
public final class LiveTracepoint {

  /** Most problems that are kept; a tracepoint in many classes may have the same one many times. */
  private static final int MOST_PROBLEMS = 50;

  /**
   * A metric of the tracepoint that no conflict keeps out.
   *
   * @param definition as the tracepoint that had it first has declared it
   * @param maxSeries of that one, too
   */
  public record LiveMetric(
      MetricDeclaration declaration, MetricDefinition definition, int maxSeries) {}

  private final Tracepoint tracepoint;
  private final String origin;
  private final List<Problem> conflicts;
  private volatile List<Problem> declaredProblems;
  private final List<LiveMetric> metrics;
  private final Figures figures;
  private final CostMeter meter;
  private final Watch watch;
  private final HitGate gate;
  private final CodeFindings findings = new CodeFindings();

  /** In the order in which they were found: that of the declaration. */
  private final Set<Problem> problems = Collections.synchronizedSet(new LinkedHashSet<>());

  private volatile @Nullable Set<String> identifiers;
  private volatile Optional<HitObserver> observer = Optional.empty();
  private volatile boolean removed;
  private volatile boolean expired;
  private volatile Optional<Boolean> switched = Optional.empty();
  private final long declaredMillis;
  private final AtomicBoolean silenced = new AtomicBoolean();

  public LiveTracepoint(
      Declaration declaration,
      String origin,
      List<LiveMetric> metrics,
      List<Problem> conflicts,
      Budget budget,
      Clock clock) {
    this.tracepoint = declaration.tracepoint();
    this.declaredProblems = declaration.problems();
    this.origin = origin;
    this.metrics = List.copyOf(metrics);
    this.conflicts = List.copyOf(conflicts);
    this.declaredMillis = clock.currentTimeMillis();
    this.figures = new Figures(clock);
    this.meter = new CostMeter(clock);
    this.watch = new Watch(meter, figures, budget, clock);
    this.gate = new HitGate(this.tracepoint.controls(), figures, clock);
  }

  public Tracepoint tracepoint() {
    return tracepoint;
  }

  /** As it was declared last. */
  public Declaration declaration() {
    return new Declaration(tracepoint, declaredProblems);
  }

  /** It was declared again, unchanged, with these problems. */
  public void declaredProblems(List<Problem> problems) {
    declaredProblems = List.copyOf(problems);
  }

  public String id() {
    return tracepoint.id();
  }

  public String origin() {
    return origin;
  }

  public List<LiveMetric> metrics() {
    return metrics;
  }

  public Figures figures() {
    return figures;
  }

  public CostMeter meter() {
    return meter;
  }

  /** Whether it has to pause because of itself. */
  public Watch watch() {
    return watch;
  }

  public HitGate gate() {
    return gate;
  }

  public CodeFindings findings() {
    return findings;
  }

  /** Names of the languages that its expressions are in; empty when it has no expression. */
  public Set<String> languages() {
    return Expressions.languages(tracepoint, metrics);
  }

  /** What its expressions may read; known once its languages are there. Read while classes load. */
  public Set<String> identifiers() {
    Set<String> found = identifiers;
    return found == null ? Set.of() : found;
  }

  /** Whether {@link #identifiers} are known, and so probes can be placed. */
  public boolean isIdentified() {
    return identifiers != null;
  }

  public void identifiers(Set<String> found) {
    identifiers = Set.copyOf(found);
  }

  /** Who sees the values of its expressions, in place of the metrics. */
  public Optional<HitObserver> observer() {
    return observer;
  }

  /** Shows values to somebody, from its installation on, and records nothing. */
  public void observeWith(HitObserver newObserver) {
    observer = Optional.of(newObserver);
  }

  /** Whether it is to record: as somebody has switched it, else as it is declared. */
  public boolean isEnabled() {
    return switched.orElse(tracepoint.enabled());
  }

  /** Whether {@link #isEnabled} is somebody's decision, and not the declaration's. */
  public boolean isSwitched() {
    return switched.isPresent();
  }

  /** Switches it on or off, whatever it declares. */
  public void switchTo(boolean enabled) {
    switched = enabled == tracepoint.enabled() ? Optional.empty() : Optional.of(enabled);
  }

  /** Adds a problem that was found out after the declaration; the same one counts once. */
  public void report(Problem problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** Forgets what {@link #report} was told: expressions are compiled anew. */
  public void clearReports(Collection<Problem> outdated) {
    problems.removeAll(outdated);
  }

  /** All problems, those of the declaration first. */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(declaredProblems);
    all.addAll(conflicts);
    all.addAll(problems);
    return all;
  }

  public Pause pause() {
    return watch.pause();
  }

  /** Whether its time to live is over. */
  public boolean isExpired() {
    return expired;
  }

  /** Whether its time to live has passed by this clock. */
  public boolean isOverdue(Clock clock) {
    return tracepoint.ttl().isPresent()
        && clock.currentTimeMillis() - declaredMillis >= tracepoint.ttl().get().toMillis();
  }

  /** True once: its probes are to be silenced because it is exhausted. */
  public boolean markSilenced() {
    return silenced.compareAndSet(false, true);
  }

  public void expire() {
    expired = true;
  }

  /**
   * Whether probes of it should be in the code: it has something to record, is enabled and not
   * over. One that is declared as enabled and was switched off keeps its probes, which then do
   * nothing: it may be switched on again at once, with its series.
   */
  public boolean isWanted() {
    return (tracepoint.enabled() || isEnabled()) && !metrics.isEmpty() && !removed && !expired;
  }

  /** Whether its removal has begun: nothing links to it any more. */
  public boolean isRemoved() {
    return removed;
  }

  public void remove() {
    removed = true;
  }
}
