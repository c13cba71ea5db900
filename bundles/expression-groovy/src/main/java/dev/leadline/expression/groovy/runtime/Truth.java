package dev.leadline.expression.groovy.runtime;

import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Groovy's truth: null, zero, false and whatever is empty are false. */
public final class Truth {

  private Truth() {}

  public static boolean of(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value == null) {
      return false;
    }
    if (value instanceof CharSequence text) {
      return text.length() > 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof Collection<?> collection) {
      return !collection.isEmpty();
    }
    return ofRare(value);
  }

  private static boolean ofRare(Object value) {
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof Character character) {
      return character != 0;
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent();
    }
    if (value instanceof Iterator<?> iterator) {
      return iterator.hasNext();
    }
    if (value instanceof Enumeration<?> enumeration) {
      return enumeration.hasMoreElements();
    }
    if (value instanceof Matcher matcher) {
      return matcher.find();
    }
    if (ScalaValues.isCollection(value)) {
      return !ScalaValues.isEmpty(value);
    }
    return !value.getClass().isArray() || java.lang.reflect.Array.getLength(value) > 0;
  }

  /** Of a String alone: a CharSequence's methods would be a call that the JIT cannot inline. */
  public static boolean ofText(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  /** A condition's result: as Groovy's truth, but a text counts only when it says true. */
  public static boolean ofCondition(@Nullable Object value) {
    return value instanceof CharSequence text ? saysTrue(text.toString()) : of(value);
  }

  /** {@code true} in any case. */
  public static boolean saysTrue(@Nullable String text) {
    return "true".equalsIgnoreCase(text);
  }
}
