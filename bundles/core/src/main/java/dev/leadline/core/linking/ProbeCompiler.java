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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the expressions of a probe against its class. Confined to Leadline's thread; may take a
 * second.
 */
final class ProbeCompiler {

  private final ExpressionLanguages languages;
  private final MemberAccess access;

  ProbeCompiler(ExpressionLanguages languages, MemberAccess access) {
    this.languages = languages;
    this.access = access;
  }

  CompiledProbe compile(Probe probe) {
    return new Run(probe).compile();
  }

  /** One compilation. */
  private final class Run {

    private final LiveTracepoint tracepoint;
    private final ScopedCompiler compiler;
    private final List<Problem> problems = new ArrayList<>();

    Run(Probe probe) {
      this.tracepoint = probe.tracepoint();
      this.compiler =
          new ScopedCompiler(
              languages,
              access,
              tracepoint.id(),
              probe.point(),
              ProbeScope.of(probe.host(), probe.point()),
              problems);
    }

    CompiledProbe compile() {
      Optional<String> text = tracepoint.tracepoint().controls().condition();
      Optional<ExpressionCall> condition =
          text.flatMap(
              source ->
                  compile(
                      source,
                      tracepoint.tracepoint().language(),
                      ExpressionRole.CONDITION,
                      "/args/condition"));
      if (text.isPresent() && condition.isEmpty()) {
        return new CompiledProbe(
            Optional.empty(), List.of(), problems, false, compiler.isWaiting());
      }
      List<CompiledMetric> metrics = new ArrayList<>();
      for (LiveMetric metric : tracepoint.metrics()) {
        compile(metric).ifPresent(metrics::add);
      }
      return new CompiledProbe(
          condition, metrics, problems, !metrics.isEmpty(), compiler.isWaiting());
    }

    private Optional<CompiledMetric> compile(LiveMetric metric) {
      int before = problems.size();
      String language = tracepoint.tracepoint().languageOf(metric.declaration());
      String pointer = "metric " + metric.declaration().name();
      Optional<ExpressionCall> value =
          metric
              .declaration()
              .expression()
              .flatMap(text -> compile(text, language, ExpressionRole.VALUE, pointer));
      Map<String, ExpressionCall> labels = new HashMap<>();
      for (LabelDeclaration label : metric.declaration().labels()) {
        if (label.source() instanceof LabelDeclaration.Expression expression) {
          compile(
                  expression.text(),
                  language,
                  ExpressionRole.LABEL,
                  pointer + ", label " + label.key())
              .ifPresent(call -> labels.put(label.key(), call));
        }
      }
      return problems.size() > before
          ? Optional.empty()
          : Optional.of(new CompiledMetric(metric, value, labels));
    }

    private Optional<ExpressionCall> compile(
        String text, String language, ExpressionRole role, String where) {
      return compiler.compile(text, language, role, where);
    }
  }
}
