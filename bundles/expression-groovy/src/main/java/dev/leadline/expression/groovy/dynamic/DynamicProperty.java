package dev.leadline.expression.groovy.dynamic;

import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.sdk.expression.MemberAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HOT PATH, but the slow one: a property of a value whose class only the run time knows. The first
 * value of each class costs reflection, later ones a look-up in the class's own cache and a call of
 * a handle that is not constant. The cache hangs on the value's class, so it keeps neither that
 * class nor the expression's alive.
 */
public final class DynamicProperty {

  private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

  private final String name;
  private final Policy policy;
  private final MemberAccess access;
  private final ClassValue<MethodHandle> readers =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
          return reader(type);
        }
      };

  public DynamicProperty(String name, Policy policy, MemberAccess access) {
    this.name = name;
    this.policy = policy;
    this.access = access;
  }

  /** The property's value; a map's entry of that name. */
  public static @Nullable Object of(@Nullable Object receiver, DynamicProperty property)
      throws Throwable {
    if (receiver instanceof Map<?, ?> map) {
      return map.get(property.name);
    }
    if (receiver == null) {
      throw new NullPointerException("no property `" + property.name + "` on null");
    }
    return property.readers.get(receiver.getClass()).invokeExact(receiver);
  }

  private MethodHandle reader(Class<?> type) {
    Optional<Method> method = Members.getter(type, name);
    if (method.isEmpty() && type.isRecord()) {
      method = Members.accessor(type, name);
    }
    Optional<Field> field = Members.field(type, name);
    if (method.isEmpty() && field.isEmpty() && type.getClassLoader() != null) {
      method = Members.accessor(type, name);
    }
    try {
      if (method.isPresent()) {
        return reader(method.get());
      }
      return field.isPresent()
          ? lookupIn(field.get().getDeclaringClass()).unreflectGetter(field.get()).asType(READER)
          : failing("no property `" + name + "` on " + type.getName());
    } catch (IllegalAccessException e) {
      return failing("no access to `" + name + "` of " + type.getName());
    }
  }

  private MethodHandle reader(Method method) throws IllegalAccessException {
    Optional<String> refusal = policy.refusal(method);
    return refusal.isPresent()
        ? failing(refusal.get())
        : lookupIn(method.getDeclaringClass()).unreflect(method).asType(READER);
  }

  private MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return type.getClassLoader() == null ? MethodHandles.publicLookup() : access.lookupIn(type);
  }

  private static MethodHandle failing(String message) {
    MethodHandle thrower =
        MethodHandles.throwException(Object.class, UnsupportedOperationException.class)
            .bindTo(new UnsupportedOperationException(message));
    return MethodHandles.dropArguments(thrower, 0, Object.class);
  }
}
