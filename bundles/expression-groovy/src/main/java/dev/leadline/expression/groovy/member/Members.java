package dev.leadline.expression.groovy.member;

import dev.leadline.expression.groovy.type.Carriers;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fields and methods of a class as an expression sees them: of application classes all, whatever
 * their visibility, superclasses' private ones included; of the JDK's the public ones.
 */
public final class Members {

  private Members() {}

  /** The class, its superclasses, then all interfaces; Object last, interfaces have it too. */
  public static List<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      classes.add(c);
    }
    for (Class<?> c : List.copyOf(classes)) {
      addInterfaces(c, classes);
    }
    if (!type.isPrimitive()) {
      classes.add(Object.class);
    }
    return List.copyOf(classes);
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> classes) {
    for (Class<?> parent : type.getInterfaces()) {
      if (classes.add(parent)) {
        addInterfaces(parent, classes);
      }
    }
  }

  /** The nearest field of that name. */
  public static Optional<Field> field(Class<?> type, String name) {
    for (Class<?> c : hierarchy(type)) {
      for (Field field : declaredFields(c)) {
        if (sourceName(field).equals(name) && isReachable(field.getModifiers(), c)) {
          return Optional.of(field);
        }
      }
    }
    return Optional.empty();
  }

  /** Scala puts the class's name before that of a private field which an inner class reads. */
  private static String sourceName(Field field) {
    String name = field.getName();
    int end = name.indexOf("$$", 1);
    return end > 0
            && name.length() > end + 2
            && field.getDeclaringClass().getName().replace('.', '$').equals(name.substring(0, end))
        ? name.substring(end + 2)
        : name;
  }

  /** All methods of that name, overridden ones left out. */
  public static List<Method> methods(Class<?> type, String name) {
    Map<List<Class<?>>, Method> methods = new LinkedHashMap<>();
    for (Class<?> c : hierarchy(type)) {
      for (Method method : declaredMethods(c)) {
        if (!method.getName().equals(name) || !isReachable(method.getModifiers(), c)) {
          continue;
        }
        boolean inherited = c != type && c.isInterface() && isStatic(method);
        if (!inherited) {
          methods.merge(
              List.of(method.getParameterTypes()), method, (first, next) -> better(first, next, c));
        }
      }
    }
    return new ArrayList<>(methods.values());
  }

  /** Of two methods of the same parameters the overriding one; not its bridge. */
  private static Method better(Method first, Method next, Class<?> declaring) {
    return first.getDeclaringClass() == declaring && first.isBridge() && !next.isBridge()
        ? next
        : first;
  }

  /** The method without parameters and with a result that is called so. */
  public static Optional<Method> accessor(Class<?> type, String name) {
    return methods(type, name).stream()
        .filter(method -> method.getParameterCount() == 0 && method.getReturnType() != void.class)
        .findFirst();
  }

  /** {@code getName}, or {@code isName} with a boolean result. */
  public static Optional<Method> getter(Class<?> type, String property) {
    String suffix = capitalized(property);
    Optional<Method> getter = accessor(type, "get" + suffix);
    if (getter.isPresent()) {
      return getter;
    }
    return accessor(type, "is" + suffix)
        .filter(
            method ->
                method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class);
  }

  /** Groovy's and JavaBeans' rule: {@code id} gives {@code getId}, {@code aB} {@code getaB}. */
  private static String capitalized(String property) {
    if (property.isEmpty()
        || (property.length() > 1 && Character.isUpperCase(property.charAt(1)))) {
      return property;
    }
    return Character.toUpperCase(property.charAt(0)) + property.substring(1);
  }

  /**
   * Names that can follow the dot without parentheses: for messages, so not the JDK's constants.
   */
  public static Collection<String> propertyNames(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> c : hierarchy(type)) {
      for (Field field : declaredFields(c)) {
        boolean constant = c.getClassLoader() == null && Modifier.isStatic(field.getModifiers());
        if (isReachable(field.getModifiers(), c) && !field.isSynthetic() && !constant) {
          names.add(sourceName(field));
        }
      }
      for (Method method : declaredMethods(c)) {
        if (c != Object.class && isReachable(method.getModifiers(), c) && !method.isSynthetic()) {
          propertyOf(method).ifPresent(names::add);
        }
      }
    }
    return names;
  }

  private static Optional<String> propertyOf(Method method) {
    String name = method.getName();
    if (method.getParameterCount() != 0 || method.getReturnType() == void.class) {
      return Optional.empty();
    }
    for (String prefix : List.of("get", "is")) {
      if (name.length() > prefix.length()
          && name.startsWith(prefix)
          && Character.isUpperCase(name.charAt(prefix.length()))) {
        String rest = name.substring(prefix.length());
        return Optional.of(
            rest.length() > 1 && Character.isUpperCase(rest.charAt(1))
                ? rest
                : Character.toLowerCase(rest.charAt(0)) + rest.substring(1));
      }
    }
    boolean component =
        method.getDeclaringClass().isRecord()
            && field(method.getDeclaringClass(), name).isPresent();
    return component ? Optional.of(name) : Optional.empty();
  }

  /** For messages, so not what every object has. */
  public static Collection<String> methodNames(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> c : hierarchy(type)) {
      for (Method method : declaredMethods(c)) {
        if (c != Object.class && isReachable(method.getModifiers(), c) && !method.isSynthetic()) {
          names.add(method.getName());
        }
      }
    }
    return names;
  }

  public static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }

  private static boolean isReachable(int modifiers, Class<?> owner) {
    boolean application = owner.getClassLoader() != null;
    return application || (Modifier.isPublic(modifiers) && Carriers.isVisible(owner));
  }

  /** The fields that the class itself declares, synthetic ones included. */
  public static List<Field> fields(Class<?> type) {
    return List.of(declaredFields(type));
  }

  private static Field[] declaredFields(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (LinkageError e) {
      // A field's class is missing at run time: nothing of this class can be known.
      return new Field[0];
    }
  }

  static Method[] declaredMethods(Class<?> type) {
    try {
      return type.getDeclaredMethods();
    } catch (LinkageError e) {
      return new Method[0];
    }
  }
}
