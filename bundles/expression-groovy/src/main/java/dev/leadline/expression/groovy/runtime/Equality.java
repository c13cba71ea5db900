package dev.leadline.expression.groovy.runtime;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Groovy's {@code ==} and order: by value, null-safe, numbers across their types. */
public final class Equality {

  private Equality() {}

  public static boolean equal(@Nullable String left, @Nullable String right) {
    return Objects.equals(left, right);
  }

  public static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left == right) {
      return true;
    }
    if (left == null || right == null) {
      return false;
    }
    if (left instanceof Number a && right instanceof Number b) {
      return Numbers.compare(a, b) == 0;
    }
    if (isText(left) && isText(right)) {
      return left.toString().equals(right.toString());
    }
    if (left instanceof Character a && right instanceof Number b) {
      return Numbers.compare((int) a, b) == 0;
    }
    if (left instanceof Number a && right instanceof Character b) {
      return Numbers.compare(a, (int) b) == 0;
    }
    if (left.getClass().isArray() && right.getClass().isArray()) {
      return Objects.deepEquals(left, right);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return equalLists(a, b);
    }
    if (left instanceof Comparable<?> && left.getClass() == right.getClass()) {
      return compareSame(left, right) == 0;
    }
    return left.equals(right);
  }

  /** A number on one side that has no box yet, so that none is made. */
  public static boolean equal(@Nullable Object left, long right) {
    return (left instanceof Integer || left instanceof Long)
        ? ((Number) left).longValue() == right
        : equal(left, (Object) right);
  }

  /** As {@link #equal(Object, long)}. */
  public static boolean equal(@Nullable Object left, double right) {
    return left instanceof Double value ? value == right : equal(left, (Object) right);
  }

  private static boolean equalLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<?> others = right.iterator();
    for (Object element : left) {
      if (!others.hasNext() || !equal(element, others.next())) {
        return false;
      }
    }
    return !others.hasNext();
  }

  /** Groovy's {@code <=>}: null is less than anything. */
  public static int compare(@Nullable Object left, @Nullable Object right) {
    if (left == right) {
      return 0;
    }
    if (left == null) {
      return -1;
    }
    if (right == null) {
      return 1;
    }
    if (left instanceof Number a && right instanceof Number b) {
      return Numbers.compare(a, b);
    }
    if (left instanceof Character a && right instanceof Number b) {
      return Numbers.compare((int) a, b);
    }
    if (left instanceof Number a && right instanceof Character b) {
      return Numbers.compare(a, (int) b);
    }
    if (isText(left) && isText(right)) {
      return left.toString().compareTo(right.toString());
    }
    if (left instanceof Comparable<?>) {
      return compareSame(left, right);
    }
    throw new IllegalArgumentException(
        "no order between " + left.getClass().getName() + " and " + right.getClass().getName());
  }

  @SuppressWarnings("unchecked") // compareTo itself throws when the classes don't agree
  private static int compareSame(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence || value instanceof Character;
  }

  /** {@code x in container}. */
  public static boolean contains(@Nullable Object container, @Nullable Object element) {
    if (container instanceof java.util.Collection<?> collection) {
      return collection.contains(element);
    }
    if (container instanceof Map<?, ?> map) {
      return map.containsKey(element);
    }
    if (container instanceof CharSequence text && element instanceof CharSequence part) {
      return text.toString().contains(part);
    }
    if (container instanceof Object[] array) {
      for (Object each : array) {
        if (equal(each, element)) {
          return true;
        }
      }
      return false;
    }
    if (container != null && container.getClass().isArray()) {
      for (int i = 0; i < java.lang.reflect.Array.getLength(container); i++) {
        if (equal(java.lang.reflect.Array.get(container, i), element)) {
          return true;
        }
      }
      return false;
    }
    if (container != null && ScalaValues.isCollection(container)) {
      return ScalaValues.contains(container, element);
    }
    return equal(container, element);
  }
}
