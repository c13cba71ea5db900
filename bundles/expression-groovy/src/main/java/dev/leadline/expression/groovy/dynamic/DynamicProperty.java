package dev.leadline.expression.groovy.dynamic;

import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.sdk.expression.MemberAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
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
  private final ClassValue<MethodHandle> readers;

  public DynamicProperty(String name, Policy policy, MemberAccess access) {
    this.name = name;
    DynamicMembers members = new DynamicMembers(policy, access);
    this.readers =
        new ClassValue<>() {
          @Override
          protected MethodHandle computeValue(Class<?> type) {
            return members.property(type, name, READER);
          }
        };
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
}
