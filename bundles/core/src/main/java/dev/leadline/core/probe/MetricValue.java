package dev.leadline.core.probe;

import dev.leadline.sdk.metric.MetricType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From an expression's result to a recordable double. HOT PATH for results whose type is not known
 * to be primitive; a primitive result is converted without any of this.
 *
 * <p>A value that cannot be recorded is counted under its reason and becomes {@link #NONE}.
 */
public final class MetricValue {

  /**
   * Nothing to record, and counted already: a NaN with a payload of its own, so that a NaN of the
   * application's is told apart and counted.
   */
  public static final double NONE = Double.longBitsToDouble(0x7ff8_1ead_11fe_0000L);

  private static final long NONE_BITS = Double.doubleToRawLongBits(NONE);
  private static final double NANOS_PER_SECOND = 1e9;

  private MetricValue() {}

  public static double of(@Nullable Object result, Figures figures) {
    if (result instanceof Number number) {
      return number.doubleValue();
    }
    if (result instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (result == null) {
      figures.drop(Drop.VALUE_NULL);
      return NONE;
    }
    if (result instanceof Duration duration) {
      return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }
    if (result instanceof CharSequence text) {
      return ofText(text, figures);
    }
    figures.drop(Drop.VALUE_NOT_A_NUMBER);
    return NONE;
  }

  public static double of(boolean result) {
    return result ? 1 : 0;
  }

  private static double ofText(CharSequence text, Figures figures) {
    try {
      return Double.parseDouble(text.toString().trim());
    } catch (NumberFormatException notANumber) {
      figures.drop(Drop.VALUE_NOT_A_NUMBER);
      return NONE;
    }
  }

  /** Whether a metric of this type records the value; counts it when not. */
  public static boolean isRecordable(double value, MetricType type, Figures figures) {
    if (value >= 0 && value <= Double.MAX_VALUE) {
      return true;
    }
    return isRecordableUncommon(value, type, figures);
  }

  private static boolean isRecordableUncommon(double value, MetricType type, Figures figures) {
    if (Double.isNaN(value)) {
      if (Double.doubleToRawLongBits(value) != NONE_BITS) {
        figures.drop(Drop.VALUE_NAN);
      }
      return false;
    }
    if (Double.isInfinite(value) && type != MetricType.GAUGE) {
      figures.drop(Drop.VALUE_INFINITE);
      return false;
    }
    if (value < 0 && type == MetricType.COUNTER) {
      figures.drop(Drop.VALUE_NEGATIVE);
      return false;
    }
    return true;
  }
}
