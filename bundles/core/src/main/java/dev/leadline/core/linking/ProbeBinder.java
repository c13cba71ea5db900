package dev.leadline.core.linking;

import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
   * Makes the probes live, as far as their tracepoints, languages and expressions allow, with as
   * few hand-overs to languages and providers as that takes. Repeatable.
   *
   * @param onFailure told of each probe that cannot be linked; the others do not notice
   */
  public void bind(Collection<Probe> probes, BiConsumer<Probe, Throwable> onFailure) {
    List<Probe> ready = new ArrayList<>(probes.size());
    for (Probe probe : probes) {
      if (mayBeLive(probe.tracepoint())) {
        ready.add(probe);
      } else {
        probe.silence();
      }
    }
    if (!ready.isEmpty()) {
      new BindingRound(languages, compiler, metrics, scopes, ready, onFailure).run();
    }
  }

  private boolean mayBeLive(LiveTracepoint tracepoint) {
    return !tracepoint.isRemoved()
        && tracepoint.isEnabled()
        && !tracepoint.pause().isPaused()
        && !tracepoint.gate().isExhausted()
        && languages.missing(tracepoint.languages()).isEmpty();
  }

  /**
   * A language went: the probe does nothing, and forgets what it compiled. Its metrics stay, with
   * their figures.
   */
  public void forgetCompiled(Probe probe) {
    probe.forgetCompiled();
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
   * Their tracepoints go: the probes do nothing from now on.
   *
   * @param isKept definitions that a successor has too: the caller gets these metrics and releases
   *     them later, so that an edited tracepoint keeps the figures of metrics that did not change
   */
  public List<ScopedMetric> unbind(Collection<Probe> probes, Predicate<MetricDefinition> isKept) {
    List<ScopedMetric> kept = new ArrayList<>();
    List<ScopedMetric> gone = new ArrayList<>();
    for (Probe probe : probes) {
      probe.silence();
      probe.compiled(Optional.empty());
      for (ScopedMetric metric : probe.metrics()) {
        (isKept.test(metric.definition()) ? kept : gone).add(metric);
      }
      probe.metrics(List.of());
    }
    metrics.release(gone);
    return kept;
  }
}
