package dev.leadline.core.linking;

import dev.leadline.core.linking.BodyPlan.Fixed;
import dev.leadline.core.linking.BodyPlan.LabelPlan;
import dev.leadline.core.linking.BodyPlan.Looked;
import dev.leadline.core.linking.BodyPlan.MetricPlan;
import dev.leadline.core.linking.BodyPlan.SeriesPlan;
import dev.leadline.core.linking.CompiledProbe.CompiledMetric;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.LabelKind;
import dev.leadline.core.probe.LabelTemplate;
import dev.leadline.core.probe.MetricValue;
import dev.leadline.core.probe.SeriesCache;
import dev.leadline.core.probe.SiteVariables;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From compiled expressions and open metrics to what a body does: all conversions are decided here,
 * by the static types of the results, so that a primitive result is never boxed.
 */
final class BodyPlanner {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle BOOLEAN_VALUE =
      find(MetricValue.class, "of", double.class, boolean.class);
  private static final MethodHandle OBJECT_VALUE =
      find(MetricValue.class, "of", double.class, Object.class, Figures.class);
  private static final MethodHandle OBJECT_KEY =
      find(LabelKind.class, "key", Object.class, Object.class);

  private BodyPlanner() {}

  /**
   * @param metrics open, in the order of the compiled probe's
   */
  static BodyPlan plan(Probe probe, CompiledProbe compiled, List<ScopedMetric> metrics) {
    LiveTracepoint tracepoint = probe.tracepoint();
    List<MetricPlan> plans = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      plans.add(plan(tracepoint, compiled.metrics().get(i), metrics.get(i)));
    }
    return new BodyPlan(
        ProbeScope.siteType(probe.point()),
        variables(probe.point()),
        tracepoint.figures(),
        tracepoint.meter(),
        tracepoint.gate(),
        // What Leadline itself calls may be in this class.
        probe.host().getClassLoader() == null,
        compiled.condition(),
        plans,
        tracepoint.metrics().size() - plans.size(),
        compiled.isRecording());
  }

  private static SiteVariables variables(ProbePoint point) {
    List<String> names = new ArrayList<>();
    List<String> primitives = new ArrayList<>();
    for (ProbePoint.PassedVariable variable : point.passed()) {
      Class<?> type = DescriptorType.erased(variable.descriptor());
      names.add(variable.name());
      primitives.add(type.isPrimitive() ? type.getName() : "");
    }
    return new SiteVariables(names, primitives);
  }

  private static MetricPlan plan(
      LiveTracepoint tracepoint, CompiledMetric compiled, ScopedMetric metric) {
    MetricType type = metric.definition().type();
    long sample = tracepoint.tracepoint().controls().sample();
    return new MetricPlan(
        compiled.metric().declaration().name(),
        type,
        type == MetricType.COUNTER ? sample : 1,
        compiled.value().map(call -> toDouble(call, tracepoint.figures())),
        series(tracepoint, compiled, metric),
        metric.health(),
        metric.isTotalled());
  }

  /** The label values of a metric whose labels are all constants. */
  static Optional<List<String>> fixedLabels(CompiledMetric compiled) {
    List<@Nullable String> constants = new ArrayList<>();
    for (LabelDeclaration label : compiled.metric().declaration().labels()) {
      if (label.source() instanceof LabelDeclaration.Static constant) {
        constants.add(constant.value().text());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new LabelTemplate(constants).texts());
  }

  private static SeriesPlan series(
      LiveTracepoint tracepoint, CompiledMetric compiled, ScopedMetric metric) {
    List<@Nullable String> constants = new ArrayList<>();
    List<LabelPlan> dynamic = new ArrayList<>();
    for (LabelDeclaration label : compiled.metric().declaration().labels()) {
      if (label.source() instanceof LabelDeclaration.Static constant) {
        constants.add(constant.value().text());
      } else {
        constants.add(null);
        ExpressionCall call = compiled.labels().get(label.key());
        if (call == null) {
          throw new IllegalStateException("label " + label.key() + " was not compiled");
        }
        dynamic.add(label(label.key(), call));
      }
    }
    // Not List.copyOf: null marks the open places.
    LabelTemplate template = new LabelTemplate(constants);
    return dynamic.isEmpty()
        ? new Fixed(metric.prepared(template.texts()))
        : new Looked(
            new SeriesCache(metric, template, metric.maxSeries(), tracepoint.figures()), dynamic);
  }

  private static LabelPlan label(String key, ExpressionCall call) {
    Class<?> type = call.resultType();
    if (!type.isPrimitive()) {
      if (LabelKind.isKey(type)) {
        return new LabelPlan(key, returning(call, Object.class), Optional.empty());
      }
      // Its text is asked for at every hit: anybody's toString.
      return new LabelPlan(
          key,
          call.withHandle(
              MethodHandles.filterReturnValue(returning(call, Object.class).handle(), OBJECT_KEY),
              true),
          Optional.empty());
    }
    if (type == boolean.class || type == float.class || type == double.class) {
      MethodHandle bits = find(LabelKind.class, "bits", long.class, type);
      return new LabelPlan(
          key,
          call.withHandle(MethodHandles.filterReturnValue(call.handle(), bits), false),
          Optional.of(
              type == boolean.class
                  ? LabelKind.BOOLEAN
                  : type == float.class ? LabelKind.FLOAT : LabelKind.DOUBLE));
    }
    return new LabelPlan(
        key,
        returning(call, long.class),
        Optional.of(type == char.class ? LabelKind.CHARACTER : LabelKind.INTEGRAL));
  }

  private static ExpressionCall toDouble(ExpressionCall call, Figures figures) {
    Class<?> type = call.resultType();
    if (type == boolean.class) {
      return call.withHandle(MethodHandles.filterReturnValue(call.handle(), BOOLEAN_VALUE), false);
    }
    if (type.isPrimitive()) {
      return returning(call, double.class);
    }
    MethodHandle convert = MethodHandles.insertArguments(OBJECT_VALUE, 1, figures);
    return call.withHandle(
        MethodHandles.filterReturnValue(returning(call, Object.class).handle(), convert),
        mayBeOfTheApplication(type));
  }

  /** Whether converting a value of this static type may run a method of the application's. */
  private static boolean mayBeOfTheApplication(Class<?> type) {
    return type == Object.class || type == Number.class || type.getClassLoader() != null;
  }

  private static ExpressionCall returning(ExpressionCall call, Class<?> type) {
    return call.withHandle(
        call.handle().asType(call.handle().type().changeReturnType(type)), false);
  }

  private static MethodHandle find(
      Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of our own is missing: " + name, e);
    }
  }
}
