package dev.leadline.expression.groovy.runtime;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bound on what one evaluation may do. */
public final class Steps {

  /** Loop steps of one evaluation, all its loops together. */
  public static final int BUDGET = 100_000;

  private Steps() {}

  /** So many elements or characters take the JDK about as long as a step takes. */
  private static final int PER_STEP = 8;

  /**
   * Steps of looking for something in one of the JDK's collections or texts, or in an array. Sets
   * and maps find it at once. What the application has made is for it to bound.
   */
  public static int ofSearch(@Nullable Object value) {
    return value instanceof Set<?> || value instanceof Map<?, ?> ? 0 : ofAll(value);
  }

  /** Steps of something that goes through all that is in the value. */
  public static int ofAll(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length() / PER_STEP;
    }
    if (value == null) {
      return 0;
    }
    if (value.getClass().isArray()) {
      return Array.getLength(value) / PER_STEP;
    }
    if (value.getClass().getClassLoader() != null) {
      return 0;
    }
    if (value instanceof Collection<?> collection) {
      return collection.size() / PER_STEP;
    }
    if (value instanceof Map<?, ?> map) {
      return map.size() / PER_STEP;
    }
    return value instanceof CharSequence text ? text.length() / PER_STEP : 0;
  }

  /** What ends an evaluation that used up its budget. */
  public static BudgetExceededException exceeded() {
    return new BudgetExceededException();
  }

  /**
   * An evaluation took more loop steps than {@link #BUDGET}. Has no stack trace: it is frequent.
   */
  public static final class BudgetExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetExceededException() {
      super("more than " + BUDGET + " steps in one expression", null, false, false);
    }
  }
}
