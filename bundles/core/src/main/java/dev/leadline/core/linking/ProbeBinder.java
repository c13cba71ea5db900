package dev.leadline.core.linking;

import dev.leadline.core.linking.CompiledProbe.CompiledMetric;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes probes live and takes them out again: compiles, opens metrics, makes the body and sets it
 * as the target of the call sites. Confined to Leadline's thread. No class is retransformed by
 * anything in here.
 */
public final class ProbeBinder {

  private final ProbeCompiler compiler;
  private final ExpressionLanguages languages;
  private final ScopedMetrics metrics;
  private final Function<Class<?>, ApplicationScope> scopes;

  public ProbeBinder(
      ExpressionLanguages languages,
      MemberAccess access,
      ScopedMetrics metrics,
      Function<Class<?>, ApplicationScope> scopes) {
    this.compiler = new ProbeCompiler(languages, access);
    this.languages = languages;
    this.metrics = metrics;
    this.scopes = scopes;
  }

  /**
   * Makes the probe live, as far as its tracepoint, its languages and its expressions allow.
   * Repeatable.
   */
  public void bind(Probe probe) {
    LiveTracepoint tracepoint = probe.tracepoint();
    if (tracepoint.isRemoved()
        || !tracepoint.isEnabled()
        || tracepoint.pause().isPaused()
        || tracepoint.gate().isExhausted()
        || !languages.missing(tracepoint.languages()).isEmpty()) {
      probe.silence();
      return;
    }
    CompiledProbe compiled = compiled(probe);
    if (!languages.missing(tracepoint.languages()).isEmpty()) {
      // It went while it compiled: what failed for that is no fault of the expressions.
      forgetCompiled(probe);
      return;
    }
    if (tracepoint.observer().isPresent()) {
      probe.install(ObservedBody.create(probe, compiled, tracepoint.observer().get()), true);
      return;
    }
    probe.metrics(acquire(probe, compiled));
    BodyPlan plan = BodyPlanner.plan(probe, compiled, probe.metrics());
    probe.install(ProbeBody.create(plan), plan.isGuarded());
  }

  private CompiledProbe compiled(Probe probe) {
    CompiledProbe compiled = probe.compiled().orElse(null);
    if (compiled == null) {
      compiled = compiler.compile(probe);
      probe.compiled(Optional.of(compiled));
      compiled.problems().forEach(probe.tracepoint()::report);
    }
    return compiled;
  }

  /**
   * One metric for each compiled one, in that order: those that the probe has already, and new
   * ones.
   */
  private List<ScopedMetric> acquire(Probe probe, CompiledProbe compiled) {
    List<ScopedMetric> unused = new ArrayList<>(probe.metrics());
    List<ScopedMetric> acquired = new ArrayList<>();
    for (CompiledMetric metric : compiled.metrics()) {
      MetricDefinition definition = metric.metric().definition();
      ScopedMetric open = null;
      for (ScopedMetric candidate : unused) {
        if (candidate.definition().equals(definition)) {
          open = candidate;
        }
      }
      if (open == null) {
        open =
            metrics.acquire(
                definition,
                metric
                    .metric()
                    .declaration()
                    .maxSeries()
                    .orElse(MetricDeclaration.DEFAULT_MAX_SERIES),
                probe.host().getClassLoader(),
                scopes.apply(probe.host()));
      } else {
        unused.remove(open);
      }
      // Before it opens a series.
      open.agree(LabelTypes.of(metric)).forEach(probe.tracepoint()::report);
      acquired.add(open);
    }
    unused.forEach(metrics::release);
    return acquired;
  }

  /**
   * A language went: the probe does nothing, and forgets what it compiled. Its metrics stay, with
   * their figures.
   */
  public void forgetCompiled(Probe probe) {
    probe.silence();
    probe.compiled().ifPresent(compiled -> probe.tracepoint().clearReports(compiled.problems()));
    probe.compiled(Optional.empty());
  }

  /** Whether a language had not answered yet when the probe was compiled. */
  public boolean isWaiting(Probe probe) {
    return probe.compiled().map(CompiledProbe::isWaiting).orElse(false);
  }

  /** The answers of a language that nobody waited for have been taken. */
  public void forgetLate(String language) {
    languages.get(language).ifPresent(LanguageHandle::forgetLate);
  }

  /**
   * The tracepoint goes: the probe does nothing from now on.
   *
   * @param isKept definitions that a successor has too: the caller gets these metrics and releases
   *     them later, so that an edited tracepoint keeps the figures of metrics that did not change
   */
  public List<ScopedMetric> unbind(Probe probe, Predicate<MetricDefinition> isKept) {
    probe.silence();
    probe.compiled(Optional.empty());
    return releaseMetrics(probe, isKept);
  }

  private List<ScopedMetric> releaseMetrics(Probe probe, Predicate<MetricDefinition> isKept) {
    List<ScopedMetric> kept = new ArrayList<>();
    for (ScopedMetric metric : probe.metrics()) {
      if (isKept.test(metric.definition())) {
        kept.add(metric);
      } else {
        metrics.release(metric);
      }
    }
    probe.metrics(List.of());
    return kept;
  }
}
