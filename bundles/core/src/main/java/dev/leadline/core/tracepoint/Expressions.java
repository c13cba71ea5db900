package dev.leadline.core.tracepoint;

import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Walks the expressions of a tracepoint. */
public final class Expressions {

  private Expressions() {}

  /**
   * Calls back with (language, text) for each expression: the condition, and the values and labels
   * of these metrics.
   */
  public static void forEach(
      Tracepoint tracepoint, List<LiveMetric> metrics, BiConsumer<String, String> visitor) {
    tracepoint
        .controls()
        .condition()
        .ifPresent(condition -> visitor.accept(tracepoint.language(), condition));
    for (LiveMetric metric : metrics) {
      MetricDeclaration declaration = metric.declaration();
      String language = tracepoint.languageOf(declaration);
      declaration.expression().ifPresent(value -> visitor.accept(language, value));
      for (LabelDeclaration label : declaration.labels()) {
        if (label.source() instanceof LabelDeclaration.Expression expression) {
          visitor.accept(language, expression.text());
        }
      }
    }
  }

  static Set<String> languages(Tracepoint tracepoint, List<LiveMetric> metrics) {
    Set<String> languages = new HashSet<>();
    forEach(tracepoint, metrics, (language, text) -> languages.add(language));
    return languages;
  }
}
