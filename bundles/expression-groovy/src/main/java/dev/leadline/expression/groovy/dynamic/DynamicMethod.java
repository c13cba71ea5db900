package dev.leadline.expression.groovy.dynamic;

import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.expression.MemberAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HOT PATH, but the slow one: a method of a value whose class only the run time knows, chosen on
 * that class by the static types of the arguments, and asked of the policy there. Costs as {@link
 * DynamicProperty}, and is cached the same way: an inline cache in the expression would be quicker,
 * and would keep the value's class alive.
 */
public final class DynamicMethod {

  private static final MethodHandle FIND;

  static {
    try {
      FIND =
          MethodHandles.lookup()
              .findVirtual(
                  DynamicMethod.class,
                  "find",
                  MethodType.methodType(MethodHandle.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of our own is missing", e);
    }
  }

  private final String name;
  private final ClassValue<MethodHandle> callers;

  private DynamicMethod(
      String name, List<StaticType> arguments, MethodType caller, DynamicMembers members) {
    this.name = name;
    this.callers =
        new ClassValue<>() {
          @Override
          protected MethodHandle computeValue(Class<?> type) {
            return members.method(type, name, arguments, caller);
          }
        };
  }

  /**
   * What finds the method on its first argument and calls it.
   *
   * @param arguments static types of the arguments, without the receiver
   * @param caller from the receiver, as Object, and the arguments to Object
   */
  public static MethodHandle of(
      String name,
      List<StaticType> arguments,
      MethodType caller,
      Policy policy,
      MemberAccess access) {
    DynamicMethod method =
        new DynamicMethod(name, arguments, caller, new DynamicMembers(policy, access));
    return MethodHandles.foldArguments(MethodHandles.exactInvoker(caller), FIND.bindTo(method));
  }

  @SuppressWarnings("unused") // by handle
  private MethodHandle find(@Nullable Object receiver) {
    if (receiver == null) {
      throw new NullPointerException("`" + name + "` is called on null");
    }
    return callers.get(receiver.getClass());
  }
}
