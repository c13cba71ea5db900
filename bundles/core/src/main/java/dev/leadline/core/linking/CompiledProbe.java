package dev.leadline.core.linking;

import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The expressions of a probe, compiled against its class: what is left when providers change.
 *
 * @param condition the tracepoint's
 * @param metrics those whose expressions all compiled
 * @param problems of those that did not
 * @param isRecording whether it can record at all: the condition compiled, and a metric
 * @param isWaiting whether a language has not answered yet for some of it
 */
record CompiledProbe(
    Optional<ExpressionCall> condition,
    List<CompiledMetric> metrics,
    List<Problem> problems,
    boolean isRecording,
    boolean isWaiting) {
  CompiledProbe {
    metrics = List.copyOf(metrics);
    problems = List.copyOf(problems);
  }

  /**
   * A metric.
   *
   * @param metric as declared
   * @param value its value expression, returning what the language gave it
   * @param labels by label key, those that are expressions
   */
  record CompiledMetric(
      LiveMetric metric, Optional<ExpressionCall> value, Map<String, ExpressionCall> labels) {
    CompiledMetric {
      labels = Map.copyOf(labels);
    }
  }
}
