package dev.leadline.core.linking;

import dev.leadline.core.linking.CompiledProbe.CompiledMetric;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes many probes live together, step by step: all that languages are to compile is handed over
 * at once and waited for once, and so are the metrics that providers are to open, and the series
 * that they are to give. A probe that fails at a step is told of and left out of the next ones; the
 * others do not notice. Confined to Leadline's thread.
 */
final class BindingRound {

  private final ExpressionLanguages languages;
  private final ProbeCompiler compiler;
  private final ScopedMetrics metrics;
  private final Function<Class<?>, ApplicationScope> scopes;
  private final BiConsumer<Probe, Throwable> onFailure;

  /** Those that go on to the next step. */
  private List<Probe> probes;

  /**
   * @param probes nothing keeps them from being live
   * @param onFailure told of each probe that cannot be linked
   */
  BindingRound(
      ExpressionLanguages languages,
      ProbeCompiler compiler,
      ScopedMetrics metrics,
      Function<Class<?>, ApplicationScope> scopes,
      Collection<Probe> probes,
      BiConsumer<Probe, Throwable> onFailure) {
    this.languages = languages;
    this.compiler = compiler;
    this.metrics = metrics;
    this.scopes = scopes;
    this.probes = List.copyOf(probes);
    this.onFailure = onFailure;
  }

  void run() {
    compile();
    observe();
    open();
    each(this::install);
  }

  /** Does a step for each probe, and spares the others one that fails. */
  private void each(Consumer<Probe> step) {
    List<Probe> done = new ArrayList<>(probes.size());
    for (Probe probe : probes) {
      try {
        step.accept(probe);
        done.add(probe);
      } catch (Throwable failure) {
        onFailure.accept(probe, failure);
      }
    }
    probes = done;
  }

  private void compile() {
    Map<Probe, ProbeCompiler.Run> runs = new LinkedHashMap<>();
    each(
        probe -> {
          if (probe.compiled().isEmpty()) {
            runs.put(probe, compiler.begin(probe));
          }
        });
    compiler.await();
    each(
        probe -> {
          ProbeCompiler.Run run = runs.get(probe);
          if (run != null) {
            CompiledProbe compiled = run.result();
            probe.compiled(Optional.of(compiled));
            compiled.problems().forEach(probe.tracepoint()::report);
          }
        });
    List<Probe> compiled = new ArrayList<>(probes.size());
    for (Probe probe : probes) {
      if (languages.missing(probe.tracepoint().languages()).isEmpty()) {
        compiled.add(probe);
      } else {
        // It went while it compiled: what failed for that is no fault of the expressions.
        probe.forgetCompiled();
      }
    }
    probes = compiled;
  }

  /** Those that somebody watches record nothing. */
  private void observe() {
    List<Probe> recording = new ArrayList<>(probes.size());
    each(
        probe -> {
          LiveTracepoint tracepoint = probe.tracepoint();
          if (tracepoint.observer().isPresent()) {
            probe.install(
                ObservedBody.create(probe, compiled(probe), tracepoint.observer().get()), true);
          } else {
            recording.add(probe);
          }
        });
    probes = recording;
  }

  private void open() {
    List<ScopedMetric> unused = new ArrayList<>();
    each(probe -> probe.metrics(acquire(probe, unused)));
    metrics.settle();
    each(BindingRound::prepareSeries);
    metrics.settle();
    metrics.release(unused);
  }

  /** Series that no hit decides are there before the first one. */
  private static void prepareSeries(Probe probe) {
    List<CompiledMetric> compiled = compiled(probe).metrics();
    for (int i = 0; i < compiled.size(); i++) {
      ScopedMetric metric = probe.metrics().get(i);
      BodyPlanner.fixedLabels(compiled.get(i)).ifPresent(metric::beginSeries);
    }
  }

  /**
   * One metric for each compiled one, in that order: those that the probe has already, and new
   * ones.
   *
   * @param unused gets those that it had and does not need
   */
  private List<ScopedMetric> acquire(Probe probe, List<ScopedMetric> unused) {
    List<ScopedMetric> former = new ArrayList<>(probe.metrics());
    List<ScopedMetric> acquired = new ArrayList<>();
    for (CompiledMetric metric : compiled(probe).metrics()) {
      MetricDefinition definition = metric.metric().definition();
      ScopedMetric open = null;
      for (ScopedMetric candidate : former) {
        if (candidate.definition().equals(definition)) {
          open = candidate;
        }
      }
      if (open == null) {
        open = begin(probe, metric, definition);
      } else {
        former.remove(open);
      }
      // Before it opens a series.
      open.agree(LabelTypes.of(metric)).forEach(probe.tracepoint()::report);
      acquired.add(open);
    }
    unused.addAll(former);
    return acquired;
  }

  private ScopedMetric begin(Probe probe, CompiledMetric metric, MetricDefinition definition) {
    return metrics.begin(
        definition,
        metric.metric().maxSeries(),
        probe.host().getClassLoader(),
        scopes.apply(probe.host()));
  }

  private void install(Probe probe) {
    BodyPlan plan = BodyPlanner.plan(probe, compiled(probe), probe.metrics());
    probe.install(ProbeBody.create(plan), plan.isGuarded());
  }

  private static CompiledProbe compiled(Probe probe) {
    return probe
        .compiled()
        .orElseThrow(() -> new IllegalStateException("not compiled: " + probe.point()));
  }
}
