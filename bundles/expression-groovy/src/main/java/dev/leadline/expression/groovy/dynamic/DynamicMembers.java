package dev.leadline.expression.groovy.dynamic;

import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.expression.groovy.runtime.Additions;
import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.problem.NearestName;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds members on the class of a value at run time, as the compiler would have found them, and
 * asks the policy about them. Reflection: slow, once per class and expression.
 *
 * @param policy what may be called
 * @param access to non-public members
 */
record DynamicMembers(Policy policy, MemberAccess access) {

  /** A property's reader: what reads it, or what says why it cannot be read. */
  MethodHandle property(Class<?> type, String name, MethodType reader) {
    if (type.isArray() && name.equals("length")) {
      return MethodHandles.arrayLength(type).asType(reader);
    }
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
        return call(type, new Overloads.Choice<>(method.get(), false), reader);
      }
      return field.isPresent()
          ? lookupIn(field.get().getDeclaringClass()).unreflectGetter(field.get()).asType(reader)
          : MemberLookupException.thrower(
              reader,
              missing("no property `" + name + "`", type, name, Members.propertyNames(type)));
    } catch (IllegalAccessException e) {
      return MemberLookupException.thrower(
          reader, "no access to `" + name + "` of " + type.getName());
    }
  }

  /**
   * What calls the method.
   *
   * @param arguments static types of the arguments, without the receiver; Object may be anything
   */
  MethodHandle method(Class<?> type, String name, List<StaticType> arguments, MethodType caller) {
    List<Method> methods = Members.methods(type, name);
    Optional<Overloads.Choice<Method>> choice = choose(methods, arguments);
    try {
      if (choice.isPresent() && policy.refusal(choice.get().executable(), type).isEmpty()) {
        return call(type, choice.get(), caller);
      }
      // Also in place of a method of the JDK that has no bound.
      Optional<MethodHandle> added = added(type, name, arguments, caller);
      if (added.isPresent()) {
        return added.get();
      }
      if (choice.isPresent()) {
        return call(type, choice.get(), caller);
      }
    } catch (IllegalAccessException e) {
      return MemberLookupException.thrower(
          caller, "no access to `" + name + "` of " + type.getName());
    }
    return MemberLookupException.thrower(
        caller,
        methods.isEmpty()
            ? missing("no method `" + name + "`", type, name, Members.methodNames(type))
            : "`" + name + "` of " + type.getName() + " does not take " + arguments);
  }

  private static String missing(String what, Class<?> type, String name, Collection<String> names) {
    String suggestion = NearestName.hint(name, names);
    return what + " on " + type.getName() + (suggestion.isEmpty() ? "" : "; " + suggestion);
  }

  /** By the static types; where nothing is known of an argument, by the one method it leaves. */
  private static Optional<Overloads.Choice<Method>> choose(
      List<Method> methods, List<StaticType> arguments) {
    Optional<Overloads.Choice<Method>> known = Overloads.choose(methods, arguments);
    if (known.isPresent()) {
      return known;
    }
    List<Method> possible =
        methods.stream().filter(method -> mayTake(method.getParameterTypes(), arguments)).toList();
    return possible.size() == 1
        ? Optional.of(new Overloads.Choice<>(possible.get(0), false))
        : Optional.empty();
  }

  private static boolean mayTake(Class<?>[] parameters, List<StaticType> arguments) {
    if (parameters.length != arguments.size()) {
      return false;
    }
    for (int i = 0; i < parameters.length; i++) {
      StaticType argument = arguments.get(i);
      if (argument.raw() != Object.class && !Overloads.isConvertible(argument, parameters[i])) {
        return false;
      }
    }
    return true;
  }

  private MethodHandle call(Class<?> type, Overloads.Choice<Method> choice, MethodType caller)
      throws IllegalAccessException {
    Method method = choice.executable();
    Optional<String> refusal = policy.refusal(method, type);
    if (refusal.isPresent()) {
      return MemberLookupException.thrower(caller, refusal.get());
    }
    if (method.getReturnType() == void.class) {
      return MemberLookupException.thrower(caller, "`" + method.getName() + "` has no result");
    }
    MethodHandle handle = lookupIn(method.getDeclaringClass()).unreflect(method).asFixedArity();
    if (Members.isStatic(method)) {
      handle = MethodHandles.dropArguments(handle, 0, Object.class);
    }
    if (choice.spread()) {
      int fixed = handle.type().parameterCount() - 1;
      handle =
          handle.asCollector(handle.type().parameterType(fixed), caller.parameterCount() - fixed);
    }
    return handle.asType(caller);
  }

  /** What this language adds to the JDK's types, with the receiver as the first argument. */
  private static Optional<MethodHandle> added(
      Class<?> type, String name, List<StaticType> arguments, MethodType caller)
      throws IllegalAccessException {
    if (type.isArray() && name.equals("size") && arguments.isEmpty()) {
      return Optional.of(MethodHandles.arrayLength(type).asType(caller));
    }
    List<StaticType> all = new ArrayList<>(List.of(StaticType.of(Primitives.unbox(type))));
    all.addAll(arguments);
    List<Method> named =
        Arrays.stream(Additions.class.getMethods())
            .filter(method -> method.getName().equals(name))
            .toList();
    Optional<Overloads.Choice<Method>> choice = choose(named, all);
    return choice.isEmpty()
        ? Optional.empty()
        : Optional.of(
            MethodHandles.publicLookup().unreflect(choice.get().executable()).asType(caller));
  }

  private MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return Carriers.isVisible(type) ? MethodHandles.publicLookup() : access.lookupIn(type);
  }
}
