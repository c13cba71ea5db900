package dev.leadline.expression.groovy.type;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a value before the program runs: its class and, for a generic class, the
 * types in angle brackets. Wildcards and type variables stand as their bounds.
 *
 * @param raw the class; {@link Void} for the type of {@code null}
 * @param arguments type arguments; empty when unknown or none
 */
public record StaticType(Class<?> raw, List<StaticType> arguments) {

  public static final StaticType OBJECT = of(Object.class);
  public static final StaticType STRING = of(String.class);
  public static final StaticType NULL = of(Void.class);
  public static final StaticType BOOLEAN = of(boolean.class);
  public static final StaticType INT = of(int.class);
  public static final StaticType LONG = of(long.class);
  public static final StaticType DOUBLE = of(double.class);

  /** Deep enough for any real signature, and an end for recursive bounds. */
  private static final int MAX_DEPTH = 6;

  public StaticType {
    arguments = List.copyOf(arguments);
  }

  public static StaticType of(Class<?> raw) {
    return new StaticType(raw, List.of());
  }

  /** A generic class with its arguments. */
  public static StaticType of(Class<?> raw, StaticType... arguments) {
    return new StaticType(raw, List.of(arguments));
  }

  /** Of a reflected type, with type variables replaced by what is bound to them. */
  public static StaticType of(Type type, Map<TypeVariable<?>, StaticType> bindings) {
    return of(type, bindings, 0);
  }

  private static StaticType of(Type type, Map<TypeVariable<?>, StaticType> bindings, int depth) {
    if (type instanceof Class<?> raw) {
      return of(raw);
    }
    if (depth > MAX_DEPTH) {
      return of(erase(type));
    }
    if (type instanceof ParameterizedType parameterized) {
      List<StaticType> arguments = new ArrayList<>();
      for (Type argument : parameterized.getActualTypeArguments()) {
        arguments.add(of(argument, bindings, depth + 1).boxed());
      }
      return new StaticType(erase(type), arguments);
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0], bindings, depth + 1);
    }
    if (type instanceof TypeVariable<?> variable) {
      StaticType bound = bindings.get(variable);
      return bound != null ? bound : of(variable.getBounds()[0], bindings, depth + 1);
    }
    if (type instanceof GenericArrayType array) {
      StaticType component = of(array.getGenericComponentType(), bindings, depth + 1);
      return new StaticType(component.raw().arrayType(), component.arguments());
    }
    return OBJECT;
  }

  private static Class<?> erase(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType parameterized) {
      return erase(parameterized.getRawType());
    }
    if (type instanceof TypeVariable<?> variable) {
      return erase(variable.getBounds()[0]);
    }
    if (type instanceof WildcardType wildcard) {
      return erase(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof GenericArrayType array) {
      return erase(array.getGenericComponentType()).arrayType();
    }
    return Object.class;
  }

  /** What the class's own type variables stand for here. */
  public Map<TypeVariable<?>, StaticType> bindings() {
    TypeVariable<?>[] variables = raw.getTypeParameters();
    Map<TypeVariable<?>, StaticType> bindings = new HashMap<>();
    if (variables.length == arguments.size()) {
      for (int i = 0; i < variables.length; i++) {
        bindings.put(variables[i], arguments.get(i));
      }
    }
    return bindings;
  }

  /**
   * This type seen as one of its superclasses or interfaces: an {@code ArrayList<Item>} as {@code
   * Iterable} is an {@code Iterable<Item>}.
   */
  public Optional<StaticType> as(Class<?> target) {
    if (raw == target) {
      return Optional.of(this);
    }
    if (!target.isAssignableFrom(raw)) {
      return Optional.empty();
    }
    Map<TypeVariable<?>, StaticType> bindings = bindings();
    List<Type> parents = new ArrayList<>();
    if (raw.getGenericSuperclass() != null) {
      parents.add(raw.getGenericSuperclass());
    }
    parents.addAll(List.of(raw.getGenericInterfaces()));
    for (Type parent : parents) {
      Optional<StaticType> found = of(parent, bindings).as(target);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.of(of(target));
  }

  /** The type argument at that position of that supertype; Object when unknown. */
  public StaticType argumentAs(Class<?> target, int index) {
    return as(target)
        .filter(type -> index < type.arguments().size())
        .map(type -> type.arguments().get(index))
        .orElse(OBJECT);
  }

  public boolean is(Class<?> type) {
    return type.isAssignableFrom(raw) && !isNull();
  }

  public boolean isNull() {
    return raw == Void.class;
  }

  public boolean isPrimitive() {
    return raw.isPrimitive();
  }

  public boolean isVoid() {
    return raw == void.class;
  }

  public boolean isArray() {
    return raw.isArray();
  }

  public StaticType component() {
    return new StaticType(raw.componentType(), arguments);
  }

  public boolean isString() {
    return raw == String.class;
  }

  /** {@code boolean} or its box. */
  public boolean isBoolean() {
    return Primitives.unbox(raw) == boolean.class;
  }

  public boolean isCharacter() {
    return Primitives.unbox(raw) == char.class;
  }

  /** A number primitive or its box, {@code char} excluded. */
  public boolean isPrimitiveNumber() {
    return Primitives.isNumber(Primitives.unbox(raw));
  }

  /** Whether any {@link Number} may be in it for sure: primitives, boxes, BigDecimal, Number. */
  public boolean isNumber() {
    return isPrimitiveNumber() || is(Number.class);
  }

  public StaticType boxed() {
    return isPrimitive() ? of(Primitives.box(raw)) : this;
  }

  public StaticType unboxed() {
    return of(Primitives.unbox(raw));
  }

  /** As a user would write it: {@code List<Item>}. */
  @Override
  public String toString() {
    if (isNull()) {
      return "null";
    }
    String name = raw.getSimpleName();
    if (name.isEmpty()) {
      name = raw.getName();
    }
    if (arguments.isEmpty()) {
      return name;
    }
    StringBuilder text = new StringBuilder(name).append('<');
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(arguments.get(i));
    }
    return text.append('>').toString();
  }
}
