package dev.leadline.expression.groovy.member;

import dev.leadline.expression.groovy.type.StaticType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The type of a member's value, given what is known of the receiver and the arguments. */
public final class GenericResult {

  private GenericResult() {}

  public static StaticType of(Field field, StaticType receiver) {
    try {
      return StaticType.of(field.getGenericType(), bindings(receiver, field.getDeclaringClass()));
    } catch (LinkageError | TypeNotPresentException e) {
      return StaticType.of(field.getType());
    }
  }

  public static StaticType of(Method method, StaticType receiver, List<StaticType> arguments) {
    try {
      Map<TypeVariable<?>, StaticType> bindings =
          new HashMap<>(bindings(receiver, method.getDeclaringClass()));
      if (method.getTypeParameters().length > 0) {
        Type[] parameters = method.getGenericParameterTypes();
        for (int i = 0; i < Math.min(parameters.length, arguments.size()); i++) {
          infer(parameters[i], arguments.get(i).boxed(), bindings);
        }
      }
      return StaticType.of(method.getGenericReturnType(), bindings);
    } catch (LinkageError | TypeNotPresentException e) {
      return StaticType.of(method.getReturnType());
    }
  }

  private static Map<TypeVariable<?>, StaticType> bindings(StaticType receiver, Class<?> owner) {
    return receiver.as(owner).map(StaticType::bindings).orElse(Map.of());
  }

  /** Binds the method's own type variables from one argument; the first argument wins. */
  private static void infer(
      Type parameter, StaticType argument, Map<TypeVariable<?>, StaticType> bindings) {
    if (argument.isNull()) {
      return;
    }
    if (parameter instanceof TypeVariable<?> variable) {
      bindings.putIfAbsent(variable, argument);
    } else if (parameter instanceof WildcardType wildcard) {
      infer(wildcard.getUpperBounds()[0], argument, bindings);
    } else if (parameter instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw) {
      Type[] inner = parameterized.getActualTypeArguments();
      for (int i = 0; i < inner.length; i++) {
        if (argument.as(raw).map(type -> type.arguments().size() == inner.length).orElse(false)) {
          infer(inner[i], argument.argumentAs(raw, i), bindings);
        }
      }
    }
  }
}
