package dev.leadline.core.linking;

import dev.leadline.core.linking.CompiledProbe.CompiledMetric;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the expressions of probes against their classes, those of many probes in one hand-over
 * to each language. Confined to Leadline's thread; may take a second.
 */
final class ProbeCompiler {

  private final ExpressionLanguages languages;
  private final MemberAccess access;

  ProbeCompiler(ExpressionLanguages languages, MemberAccess access) {
    this.languages = languages;
    this.access = access;
  }

  /** Asks for all expressions of the probe; {@link #await} waits for what was asked. */
  Run begin(Probe probe) {
    return new Run(probe);
  }

  /** Waits for the languages, for each expression as long as their patience lasts. */
  void await() {
    languages.await();
  }

  /** The compilation of one probe. */
  final class Run {

    private final LiveTracepoint tracepoint;
    private final ScopedCompiler compiler;
    private final List<Problem> problems = new ArrayList<>();
    private final Optional<ScopedCompiler.Asked> condition;
    private final List<AskedMetric> metrics = new ArrayList<>();

    /** What was asked for one metric. */
    private record AskedMetric(
        LiveMetric metric,
        Optional<ScopedCompiler.Asked> value,
        Map<String, ScopedCompiler.Asked> labels) {}

    private Run(Probe probe) {
      this.tracepoint = probe.tracepoint();
      this.compiler =
          new ScopedCompiler(
              languages,
              access,
              tracepoint.id(),
              probe.point(),
              ProbeScope.of(probe.host(), probe.point()),
              problems);
      this.condition =
          tracepoint
              .tracepoint()
              .controls()
              .condition()
              .map(
                  text ->
                      compiler.ask(
                          text,
                          tracepoint.tracepoint().language(),
                          ExpressionRole.CONDITION,
                          "/args/condition"));
      for (LiveMetric metric : tracepoint.metrics()) {
        metrics.add(ask(metric));
      }
    }

    private AskedMetric ask(LiveMetric metric) {
      String language = tracepoint.tracepoint().languageOf(metric.declaration());
      String pointer = "metric " + metric.declaration().name();
      Optional<ScopedCompiler.Asked> value =
          metric
              .declaration()
              .expression()
              .map(text -> compiler.ask(text, language, ExpressionRole.VALUE, pointer));
      Map<String, ScopedCompiler.Asked> labels = new LinkedHashMap<>();
      for (LabelDeclaration label : metric.declaration().labels()) {
        if (label.source() instanceof LabelDeclaration.Expression expression) {
          labels.put(
              label.key(),
              compiler.ask(
                  expression.text(),
                  language,
                  ExpressionRole.LABEL,
                  pointer + ", label " + label.key()));
        }
      }
      return new AskedMetric(metric, value, labels);
    }

    /** What came of it, after {@link #await}. */
    CompiledProbe result() {
      Optional<ExpressionCall> call = condition.flatMap(compiler::take);
      if (condition.isPresent() && call.isEmpty()) {
        // What became of the rest is of no use without it, and is asked for again with it.
        return new CompiledProbe(
            Optional.empty(), List.of(), problems, false, compiler.isWaiting());
      }
      List<CompiledMetric> compiled = new ArrayList<>();
      for (AskedMetric metric : metrics) {
        take(metric).ifPresent(compiled::add);
      }
      return new CompiledProbe(call, compiled, problems, !compiled.isEmpty(), compiler.isWaiting());
    }

    private Optional<CompiledMetric> take(AskedMetric asked) {
      int before = problems.size();
      Optional<ExpressionCall> value = asked.value().flatMap(compiler::take);
      Map<String, ExpressionCall> labels = new HashMap<>();
      asked
          .labels()
          .forEach((key, label) -> compiler.take(label).ifPresent(call -> labels.put(key, call)));
      return problems.size() > before
          ? Optional.empty()
          : Optional.of(new CompiledMetric(asked.metric(), value, labels));
    }
  }
}
