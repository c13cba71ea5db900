package dev.leadline.core.linking;

import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.HitGate;
import dev.leadline.core.probe.LabelKind;
import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.SeriesCache;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.probe.SiteVariables;
import dev.leadline.sdk.metric.MetricType;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

/**
 * What a probe does at a hit, all of it resolved: constants and handles, in the order of execution.
 *
 * @param siteType parameters of the call site; references are Object; returns void
 * @param variables names and types of those parameters, for messages
 * @param figures of the tracepoint
 * @param meter of the tracepoint
 * @param gate controls of the tracepoint
 * @param isAlwaysGuarded whether a hit must not fire from inside another, whatever its expressions
 * @param condition returns boolean
 * @param metrics in the order of the declaration
 * @param missing metrics that cannot be recorded here: their expressions do not compile
 * @param isRecording whether anything can be recorded here; else hits are only counted
 */
record BodyPlan(
    MethodType siteType,
    SiteVariables variables,
    Figures figures,
    CostMeter meter,
    HitGate gate,
    boolean isAlwaysGuarded,
    Optional<ExpressionCall> condition,
    List<MetricPlan> metrics,
    int missing,
    boolean isRecording) {
  BodyPlan {
    metrics = List.copyOf(metrics);
  }

  /** Whether a hit must not fire from inside another: any expression may reach application code. */
  boolean isGuarded() {
    return isAlwaysGuarded
        || condition.filter(ExpressionCall::callsApplicationCode).isPresent()
        || metrics.stream().anyMatch(MetricPlan::callsApplicationCode);
  }

  /**
   * One metric.
   *
   * @param name for error messages
   * @param type decides which values can be recorded
   * @param weight what a counter's value is multiplied with: hits per recorded hit
   * @param value returns double; empty = 1
   * @param series where values go
   * @param health of the providers that are told each value, in the order of every series set
   * @param isTotalled whether there are providers that read totals
   */
  record MetricPlan(
      String name,
      MetricType type,
      double weight,
      Optional<ExpressionCall> value,
      SeriesPlan series,
      List<ProviderHealth> health,
      boolean isTotalled) {
    MetricPlan {
      health = List.copyOf(health);
    }

    boolean callsApplicationCode() {
      return value.filter(ExpressionCall::callsApplicationCode).isPresent()
          || (series instanceof Looked looked
              && looked.labels().stream().anyMatch(label -> label.call().callsApplicationCode()));
    }
  }

  /** Where a metric's values go. */
  sealed interface SeriesPlan {}

  /** No label depends on the hit: always the same series. */
  record Fixed(SeriesSet set) implements SeriesPlan {}

  /** By the labels' keys. */
  record Looked(SeriesCache cache, List<LabelPlan> labels) implements SeriesPlan {
    Looked {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A label that depends on the hit.
   *
   * @param name for error messages
   * @param call returns a reference (then kind is empty) or the bits of a primitive as long
   * @param kind how the bits are to be read
   */
  record LabelPlan(String name, ExpressionCall call, Optional<LabelKind> kind) {}
}
