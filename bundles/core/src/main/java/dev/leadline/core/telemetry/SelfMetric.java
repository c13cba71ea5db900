package dev.leadline.core.telemetry;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A metric of Leadline itself. Names are stable: dashboards depend on them. */
@SuppressWarnings("ImmutableEnumChecker") // a definition copies what it is given
enum SelfMetric {
  HITS(MetricType.COUNTER, "hits", "", "Times that code points were passed while live"),
  FIRES(MetricType.COUNTER, "fires", "", "Hits that passed all controls"),
  RECORDED(MetricType.COUNTER, "recorded", "", "Values recorded, over all metrics"),
  DROPPED(
      MetricType.COUNTER, "dropped", "", "Hits and values not recorded, by the reason", "reason"),
  EXPRESSION_ERRORS(
      MetricType.COUNTER,
      "expression_errors",
      "",
      "Exceptions of expressions, by expression and class of the exception",
      "expression",
      "error"),
  HIT_COST(MetricType.GAUGE, "hit_cost", "seconds", "Mean cost of a hit, by those timed last"),
  SERIES(MetricType.GAUGE, "series", "", "Series of its metrics"),
  PROBES(MetricType.GAUGE, "probes", "", "Live probes"),
  STATE(MetricType.GAUGE, "state", "", "1 for the state that it is in, else 0", "state");

  private static final String PREFIX = "leadline_tracepoint_";
  private static final String TRACEPOINT = "tracepoint";

  private final MetricDefinition definition;

  SelfMetric(MetricType type, String name, String unit, String help, String... labels) {
    List<String> labelNames = new ArrayList<>(List.of(TRACEPOINT));
    labelNames.addAll(List.of(labels));
    this.definition =
        new MetricDefinition(
            PREFIX + name, type, labelNames, help, unit, List.of(), new TreeMap<>());
  }

  MetricDefinition definition() {
    return definition;
  }
}
