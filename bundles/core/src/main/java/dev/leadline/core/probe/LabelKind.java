package dev.leadline.core.probe;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a label's key in a {@link SeriesCache} is. A label travels as a pair of a reference and 64
 * bits: a reference label as (value, 0), a primitive one as (its kind, its bits). So primitives are
 * never boxed, and both are compared alike.
 */
public enum LabelKind {
  INTEGRAL {
    @Override
    String text(long bits) {
      return Long.toString(bits);
    }
  },
  CHARACTER {
    @Override
    String text(long bits) {
      return String.valueOf((char) bits);
    }
  },
  BOOLEAN {
    @Override
    String text(long bits) {
      return bits != 0 ? "true" : "false";
    }
  },
  FLOAT {
    @Override
    String text(long bits) {
      return Float.toString(Float.intBitsToFloat((int) bits));
    }
  },
  DOUBLE {
    @Override
    String text(long bits) {
      return Double.toString(Double.longBitsToDouble(bits));
    }
  },
  /** The label's expression threw. */
  ERROR {
    @Override
    String text(long bits) {
      return "_error";
    }
  };

  /** Longest label value; longer ones are cut. */
  public static final int LONGEST = 256;

  abstract String text(long bits);

  /**
   * The label value of a pair. Off the hot path: once per new value. May call the application's
   * toString.
   */
  static String text(@Nullable Object reference, long bits) {
    String text = reference instanceof LabelKind kind ? kind.text(bits) : String.valueOf(reference);
    if (text == null) {
      return "null";
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /**
   * The key of a reference whose static type does not say that it is an immutable value: itself
   * when it is one, else its text of this moment.
   */
  public static @Nullable Object key(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Enum
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean) {
      return value;
    }
    String text = String.valueOf(value);
    return text == null ? "null" : text;
  }

  /**
   * Whether values of this static type may be keys as they are: immutable, with equality by value.
   */
  public static boolean isKey(Class<?> type) {
    return type == String.class
        || type == Integer.class
        || type == Long.class
        || type == Short.class
        || type == Byte.class
        || type == Boolean.class
        || type == Character.class
        || type == Double.class
        || type == Float.class
        || type == UUID.class
        || Enum.class.isAssignableFrom(type);
  }

  public static long bits(boolean value) {
    return value ? 1 : 0;
  }

  public static long bits(float value) {
    return Float.floatToIntBits(value);
  }

  public static long bits(double value) {
    return Double.doubleToLongBits(value);
  }
}
