package dev.leadline.expression.groovy.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Methods that Groovy adds to the JDK's types; the first parameter is the receiver. */
public final class Additions {

  private Additions() {}

  public static @Nullable Object first(Iterable<?> values) {
    java.util.Iterator<?> iterator = values.iterator();
    if (!iterator.hasNext()) {
      throw new NoSuchElementException("first of nothing");
    }
    return iterator.next();
  }

  public static @Nullable Object last(List<?> values) {
    if (values.isEmpty()) {
      throw new NoSuchElementException("last of nothing");
    }
    return values.get(values.size() - 1);
  }

  public static String join(Iterable<?> values, String separator) {
    StringBuilder joined = new StringBuilder();
    int steps = 0;
    for (Object value : values) {
      if (++steps > Steps.BUDGET) {
        throw Steps.exceeded();
      }
      joined.append(steps == 1 ? "" : separator).append(Text.of(value));
      Sizes.check(joined.length());
    }
    return joined.toString();
  }

  public static String concat(CharSequence left, String right) {
    return Text.bounded(left.toString().concat(right));
  }

  public static BigDecimal add(BigDecimal left, BigDecimal right) {
    return Numbers.bounded(left).add(Numbers.bounded(right));
  }

  public static BigDecimal subtract(BigDecimal left, BigDecimal right) {
    return Numbers.bounded(left).subtract(Numbers.bounded(right));
  }

  public static BigDecimal multiply(BigDecimal left, BigDecimal right) {
    return Numbers.bounded(left).multiply(Numbers.bounded(right));
  }

  public static BigInteger add(BigInteger left, BigInteger right) {
    return Numbers.bounded(left).add(Numbers.bounded(right));
  }

  public static BigInteger subtract(BigInteger left, BigInteger right) {
    return Numbers.bounded(left).subtract(Numbers.bounded(right));
  }

  public static BigInteger multiply(BigInteger left, BigInteger right) {
    return Numbers.bounded(left).multiply(Numbers.bounded(right));
  }

  /** As String's own, but that it stops where a text grows out of all bounds. */
  public static String replace(CharSequence text, CharSequence target, CharSequence replacement) {
    long most = (long) text.length() / Math.max(1, target.length()) + 1;
    Sizes.check(text.length() + most * replacement.length());
    return text.toString().replace(target, replacement);
  }

  public static String replace(CharSequence text, char target, char replacement) {
    return text.toString().replace(target, replacement);
  }

  public static int size(CharSequence text) {
    return text.length();
  }

  public static int toInteger(CharSequence text) {
    return Integer.parseInt(text.toString().trim());
  }

  public static long toLong(CharSequence text) {
    return Long.parseLong(text.toString().trim());
  }

  public static double toDouble(CharSequence text) {
    return Double.parseDouble(text.toString().trim());
  }

  public static BigDecimal toBigDecimal(CharSequence text) {
    return Numbers.toBigDecimal(text);
  }

  public static boolean isNumber(CharSequence text) {
    try {
      new BigDecimal(text.toString().trim());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  public static String capitalize(CharSequence text) {
    String whole = text.toString();
    return whole.isEmpty()
        ? whole
        : whole.substring(0, 1).toUpperCase(Locale.ROOT) + whole.substring(1);
  }

  /** The first characters, fewer when there are not as many. */
  public static String take(CharSequence text, int count) {
    return text.toString().substring(0, Math.max(0, Math.min(count, text.length())));
  }

  /** All but the first characters. */
  public static String drop(CharSequence text, int count) {
    return text.toString().substring(Math.max(0, Math.min(count, text.length())));
  }

  public static int intdiv(int left, int right) {
    return left / right;
  }

  public static long intdiv(long left, long right) {
    return left / right;
  }

  public static int abs(int value) {
    return Math.abs(value);
  }

  public static long abs(long value) {
    return Math.abs(value);
  }

  public static double abs(double value) {
    return Math.abs(value);
  }

  public static long round(double value) {
    return Math.round(value);
  }

  public static int toInteger(Number value) {
    return value.intValue();
  }

  public static long toLong(Number value) {
    return value.longValue();
  }

  public static double toDouble(Number value) {
    return value.doubleValue();
  }
}
