package dev.leadline.expression.groovy.type;

import java.lang.reflect.Modifier;

/**
 * Which class a value has in the bytecode of an expression. Only types that every class loader sees
 * as the same are named there, all others are {@code Object}: so an expression's class needs no way
 * to the application's loader, and non-public types are no special case.
 */
public final class Carriers {

  private Carriers() {}

  /** The type that the bytecode names for values of this type. */
  public static Class<?> of(Class<?> type) {
    if (type.isPrimitive() || isVisible(type)) {
      return type;
    }
    return Object.class;
  }

  /** Whether bytecode may name the class: public, in an exported java.* package. */
  public static boolean isVisible(Class<?> type) {
    if (type.isArray()) {
      Class<?> component = type.componentType();
      return component.isPrimitive() || isVisible(component);
    }
    if (type.isPrimitive() || type == Void.class || type.getClassLoader() != null) {
      return false;
    }
    for (Class<?> around = type; around != null; around = around.getDeclaringClass()) {
      if (!Modifier.isPublic(around.getModifiers())) {
        return false;
      }
    }
    return type.getName().startsWith("java.") && type.getModule().isExported(type.getPackageName());
  }
}
