package dev.leadline.core.inspection;

import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.code.InspectedExpression;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A tracepoint that nobody declares: one metric for each expression, which is its value. The
 * metrics are never opened; they are how expressions get to be compiled.
 */
final class TemporaryTracepoint {

  private TemporaryTracepoint() {}

  static LiveTracepoint of(Location location, List<InspectedExpression> expressions) {
    List<LiveMetric> metrics = new ArrayList<>();
    for (InspectedExpression expression : expressions) {
      String name = "expression_" + metrics.size();
      metrics.add(
          new LiveMetric(
              declaration(name, expression),
              definition(name),
              MetricDeclaration.DEFAULT_MAX_SERIES));
    }
    Tracepoint tracepoint =
        new Tracepoint(
            "an evaluation",
            location,
            Controls.NONE,
            metrics.stream().map(LiveMetric::declaration).toList(),
            Tracepoint.DEFAULT_LANGUAGE,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new LiveTracepoint(
        Declaration.of(tracepoint),
        "evaluation",
        metrics,
        List.of(),
        Budget.UNLIMITED,
        Clock.SYSTEM);
  }

  private static MetricDeclaration declaration(String name, InspectedExpression expression) {
    return new MetricDeclaration(
        name,
        MetricType.GAUGE,
        Optional.of(expression.text()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        OptionalInt.empty(),
        Optional.of(expression.language()));
  }

  private static MetricDefinition definition(String name) {
    return new MetricDefinition(
        name, MetricType.GAUGE, List.of(), "", "", List.of(), new TreeMap<>());
  }
}
