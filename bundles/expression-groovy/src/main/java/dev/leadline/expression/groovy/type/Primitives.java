package dev.leadline.expression.groovy.type;

import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Primitive types, their boxes and their widening order. */
public final class Primitives {

  /** Each widens to all that follow it; char is apart. */
  private static final List<Class<?>> NUMBERS =
      List.of(byte.class, short.class, int.class, long.class, float.class, double.class);

  private Primitives() {}

  public static Class<?> box(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** The primitive in a box; any other type itself. */
  public static Class<?> unbox(Class<?> type) {
    return type == Void.class ? type : MethodType.methodType(type).unwrap().returnType();
  }

  public static boolean isNumber(Class<?> type) {
    return NUMBERS.contains(type);
  }

  public static boolean isIntegral(Class<?> type) {
    return isNumber(type) && type != float.class && type != double.class;
  }

  /** Java's widening of primitives (JLS 5.1.2), identity included. */
  public static boolean widens(Class<?> from, Class<?> to) {
    if (from == to) {
      return true;
    }
    if (from == char.class) {
      return isNumber(to) && NUMBERS.indexOf(to) >= NUMBERS.indexOf(int.class);
    }
    return isNumber(from) && isNumber(to) && NUMBERS.indexOf(from) <= NUMBERS.indexOf(to);
  }

  /** Type of an arithmetic operation on two primitive numbers or chars (JLS 5.6). */
  public static Class<?> promote(Class<?> left, Class<?> right) {
    for (Class<?> type : List.<Class<?>>of(double.class, float.class, long.class)) {
      if (left == type || right == type) {
        return type;
      }
    }
    return int.class;
  }

  /** The primitive type of a keyword such as {@code int}; null for any other word. */
  public static @Nullable Class<?> named(String name) {
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "short" -> short.class;
      case "char" -> char.class;
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      default -> null;
    };
  }
}
