package dev.leadline.expression.groovy.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.codehaus.groovy.runtime.typehandling.NumberMath;
import org.jspecify.annotations.Nullable;

/** Numbers whose kind is known only at run time, or that have no primitive. */
public final class Numbers {

  /** 1e999999999 is a short text, and a gigabyte as soon as it is computed with. */
  private static final int MAX_SCALE = 400;

  /** So many digits or so: a number that is multiplied by itself again and again doubles them. */
  private static final int MAX_BITS = 4_096;

  private Numbers() {}

  public static int compare(Number left, Number right) {
    if (isLong(left) && isLong(right)) {
      return Long.compare(left.longValue(), right.longValue());
    }
    if (isFloating(left) || isFloating(right)) {
      return Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
    }
    return toBigDecimal(left).compareTo(toBigDecimal(right));
  }

  /**
   * The arithmetic of Groovy itself, for operands that are not two primitives.
   *
   * @param operator one of {@code + - * / %}
   */
  public static Number arithmetic(@Nullable Object left, @Nullable Object right, char operator) {
    Number a = number(left);
    Number b = number(right);
    return switch (operator) {
      case '+' -> NumberMath.add(a, b);
      case '-' -> NumberMath.subtract(a, b);
      case '*' -> NumberMath.multiply(a, b);
      case '/' -> NumberMath.divide(a, b);
      case '%' -> NumberMath.mod(a, b);
      default -> throw new IllegalArgumentException("no such operator: " + operator);
    };
  }

  public static Number negative(@Nullable Object value) {
    return NumberMath.unaryMinus(number(value));
  }

  /** {@code +} of which only the run time knows what it adds. */
  public static Object plus(@Nullable Object left, @Nullable Object right) {
    if (left instanceof CharSequence || right instanceof CharSequence) {
      return Text.bounded(Text.of(left) + Text.of(right));
    }
    return arithmetic(left, right, '+');
  }

  /** Exact division of whole numbers, as far as a double can hold it. */
  public static double divide(long left, long right) {
    if (right == 0) {
      throw new ArithmeticException("Division by zero");
    }
    long quotient = left / right;
    // A quotient beyond 2^53 is exact as long only; the common case is one cheap division.
    return quotient * right == left ? (double) quotient : (double) left / (double) right;
  }

  /** What a cast to a number makes of it: a number, a char's code, or a text's number. */
  public static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return known(number);
    }
    if (value instanceof Character character) {
      return (int) character;
    }
    if (value instanceof CharSequence text) {
      return parsed(text);
    }
    if (value == null) {
      throw new NullPointerException("null is no number");
    }
    throw new ClassCastException(value.getClass().getName() + " is no number");
  }

  private static BigDecimal parsed(CharSequence text) {
    Sizes.check(text.length());
    return bounded(new BigDecimal(text.toString().trim()));
  }

  static BigInteger bounded(BigInteger number) {
    if (number.bitLength() > MAX_BITS) {
      throw new ArithmeticException("a number of more than " + MAX_BITS + " bits");
    }
    return number;
  }

  /** The number itself, if computing with it stays cheap. */
  static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw new ArithmeticException("a number of more than " + MAX_SCALE + " digits");
    }
    bounded(number.unscaledValue());
    return number;
  }

  /** Counters of java.util.concurrent count as the whole numbers that they hold. */
  private static Number known(Number number) {
    if (number instanceof BigDecimal decimal) {
      return bounded(decimal);
    }
    if (number instanceof BigInteger integer) {
      return bounded(integer);
    }
    if (number.getClass().getName().startsWith("scala.math.Big")) {
      return parsed(number.toString());
    }
    return number instanceof AtomicInteger
            || number instanceof AtomicLong
            || number instanceof LongAdder
        ? (Number) number.longValue()
        : number;
  }

  public static BigDecimal toBigDecimal(@Nullable Object value) {
    Number number = number(value);
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return isLong(number)
        ? BigDecimal.valueOf(number.longValue())
        : BigDecimal.valueOf(number.doubleValue());
  }

  public static BigInteger toBigInteger(@Nullable Object value) {
    return toBigDecimal(value).toBigInteger();
  }

  private static boolean isLong(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong
        || number instanceof LongAdder;
  }

  private static boolean isFloating(Number number) {
    return number instanceof Double || number instanceof Float;
  }
}
