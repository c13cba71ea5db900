package dev.leadline.core.linking;

import dev.leadline.core.linking.CompiledProbe.CompiledMetric;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the labels of a metric are at a probe, as far as it is known before a hit. */
final class LabelTypes {

  private static final Set<Class<?>> LONGS =
      Set.of(
          long.class,
          int.class,
          short.class,
          byte.class,
          Long.class,
          Integer.class,
          Short.class,
          Byte.class);

  private static final Set<Class<?>> DOUBLES =
      Set.of(double.class, float.class, Double.class, Float.class);

  private LabelTypes() {}

  /** In the order of the declaration. */
  static List<LabelType> of(CompiledMetric metric) {
    List<LabelType> types = new ArrayList<>();
    for (LabelDeclaration label : metric.metric().declaration().labels()) {
      ExpressionCall call = metric.labels().get(label.key());
      if (label.source() instanceof LabelDeclaration.Static constant) {
        types.add(of(constant.value()));
      } else {
        types.add(call == null ? LabelType.TEXT : of(call.resultType()));
      }
    }
    return types;
  }

  private static LabelType of(AnyValue constant) {
    if (constant instanceof AnyValue.Int) {
      return LabelType.LONG;
    }
    if (constant instanceof AnyValue.Real) {
      return LabelType.DOUBLE;
    }
    return constant instanceof AnyValue.Bool ? LabelType.BOOLEAN : LabelType.TEXT;
  }

  private static LabelType of(Class<?> result) {
    if (LONGS.contains(result)) {
      return LabelType.LONG;
    }
    if (DOUBLES.contains(result)) {
      return LabelType.DOUBLE;
    }
    return result == boolean.class || result == Boolean.class ? LabelType.BOOLEAN : LabelType.TEXT;
  }
}
