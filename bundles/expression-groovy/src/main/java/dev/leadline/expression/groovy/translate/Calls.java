package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.ArrayTerm;
import dev.leadline.expression.groovy.code.Call;
import dev.leadline.expression.groovy.code.Charge;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.dynamic.DynamicMethod;
import dev.leadline.expression.groovy.member.GenericResult;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Steps;
import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.StaticType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.codehaus.groovy.ast.ASTNode;
import org.jspecify.annotations.Nullable;

/** Makes terms that read fields and call methods, once it is known which. */
final class Calls {

  private final Context context;

  Calls(Context context) {
    this.context = context;
  }

  /** Reads a field; the receiver is not needed for a static one. */
  Term field(Field field, @Nullable Term receiver, ASTNode node) {
    boolean isStatic = Modifier.isStatic(field.getModifiers());
    try {
      MethodHandle getter = lookupIn(field.getDeclaringClass()).unreflectGetter(field);
      StaticType owner =
          receiver == null ? StaticType.of(field.getDeclaringClass()) : receiver.type();
      StaticType type = GenericResult.of(field, owner);
      return new Call.ByHandle(
          getter, isStatic || receiver == null ? List.of() : List.of(receiver), type);
    } catch (IllegalAccessException e) {
      throw refusedByJvm(field.getName(), field.getDeclaringClass(), node, e);
    }
  }

  /** Calls a method after the policy has agreed. */
  Term method(
      Overloads.Choice<Method> choice,
      @Nullable Term receiver,
      List<Term> arguments,
      ASTNode node) {
    Method method = choice.executable();
    Class<?> on = receiver == null ? method.getDeclaringClass() : receiver.type().boxed().raw();
    refuse(context.policy().refusal(method, on), node);
    if (method.getReturnType() == void.class) {
      throw context.problem(Report.NO_RESULT, node, "`" + method.getName() + "` has no result", "");
    }
    List<Term> all = new ArrayList<>();
    boolean isStatic = Members.isStatic(method);
    if (!isStatic && receiver != null) {
      all.add(Convert.toObject(receiver));
    }
    List<StaticType> types = arguments.stream().map(Term::type).toList();
    StaticType owner =
        receiver == null ? StaticType.of(method.getDeclaringClass()) : receiver.type().boxed();
    StaticType type = GenericResult.of(method, owner, types);
    noteCall(method, types);
    if (isDirect(method)) {
      all.addAll(fitted(method, choice.spread(), arguments));
      return new Call.Direct(method, all, type);
    }
    try {
      MethodHandle handle = lookupIn(method.getDeclaringClass()).unreflect(method);
      return byHandle(handle, method, choice.spread(), all, arguments, type);
    } catch (IllegalAccessException e) {
      throw refusedByJvm(method.getName(), method.getDeclaringClass(), node, e);
    }
  }

  /**
   * What goes through all of a value, in a loop: counted, or a closure that looks into a long list
   * again and again would run for as good as ever.
   *
   * @param searches whether it only looks for something in it
   */
  Term charged(Term value, boolean searches, Function<Term, Term> use) {
    StaticType type = value.type();
    boolean mayBeLong =
        type.is(CharSequence.class) || Coercions.mayHaveElements(type) || type.raw().isInterface();
    if (!context.isInLoop() || !mayBeLong || value instanceof Literal) {
      return use.apply(value);
    }
    Local held = new Local("held", type);
    Term cost =
        runtime(
            Steps.class,
            searches ? "ofSearch" : "ofAll",
            StaticType.INT,
            Convert.to(StaticType.OBJECT, held.read()));
    return new Charge(held, value, cost, use.apply(held.read()));
  }

  /** A text that was made in a loop: its length counts, or a list of such could fill the heap. */
  Term charged(Term text) {
    return charged(text, false, held -> held);
  }

  /** Calls what the language itself needs of a value, such as its iterator: no policy. */
  Term internal(Method method, Term receiver, StaticType type, ASTNode node) {
    try {
      return new Call.ByHandle(
          lookupIn(method.getDeclaringClass()).unreflect(method), List.of(receiver), type);
    } catch (IllegalAccessException e) {
      throw refusedByJvm(method.getName(), method.getDeclaringClass(), node, e);
    }
  }

  /** Calls the method of that name that takes the arguments, if the receiver has one. */
  Optional<Term> named(Term receiver, String name, List<Term> arguments, ASTNode node) {
    List<Method> methods = Members.methods(receiver.type().boxed().raw(), name);
    return Overloads.choose(methods, arguments.stream().map(Term::type).toList())
        .map(choice -> method(choice, receiver, arguments, node));
  }

  /** As {@link #named}, of a type. */
  Optional<Term> staticNamed(Class<?> type, String name, List<Term> arguments, ASTNode node) {
    List<Method> methods = Members.methods(type, name).stream().filter(Members::isStatic).toList();
    return Overloads.choose(methods, arguments.stream().map(Term::type).toList())
        .map(choice -> method(choice, null, arguments, node));
  }

  /** Calls a method of a value of which only the run time knows the class. */
  Term dynamic(Term receiver, String name, List<Term> arguments, ASTNode node) {
    if (!Extensions.isName(name)) {
      refuse(context.policy().refusal(name), node);
    }
    context.callsApplication();
    List<Term> all = new ArrayList<>(List.of(receiver));
    all.addAll(arguments);
    MethodType caller =
        MethodType.methodType(
            Object.class,
            all.stream().<Class<?>>map(term -> Carriers.of(term.type().raw())).toList());
    MethodHandle handle =
        DynamicMethod.of(
            name,
            arguments.stream().map(Term::type).toList(),
            caller,
            context.policy(),
            context.request().access());
    return new Call.ByHandle(handle, all, StaticType.OBJECT);
  }

  /** {@code new T(..)}. */
  Term constructor(Overloads.Choice<Constructor<?>> choice, List<Term> arguments, ASTNode node) {
    Constructor<?> constructor = choice.executable();
    refuse(context.policy().refusal(constructor), node);
    if (constructor.getDeclaringClass().getClassLoader() != null) {
      context.callsApplication();
    }
    try {
      MethodHandle handle =
          lookupIn(constructor.getDeclaringClass()).unreflectConstructor(constructor);
      StaticType type = StaticType.of(constructor.getDeclaringClass());
      return byHandle(handle, constructor, choice.spread(), List.of(), arguments, type);
    } catch (IllegalAccessException e) {
      throw refusedByJvm("new", constructor.getDeclaringClass(), node, e);
    }
  }

  /** Calls a public static method of this bundle's runtime; no policy, it is ours. */
  static Term runtime(Class<?> owner, String name, StaticType type, Term... arguments) {
    List<Method> named =
        Arrays.stream(owner.getMethods()).filter(method -> method.getName().equals(name)).toList();
    List<Term> given = List.of(arguments);
    Overloads.Choice<Method> choice =
        Overloads.choose(named, given.stream().map(Term::type).toList())
            .orElseThrow(() -> new IllegalStateException(owner + "." + name + " for " + given));
    return new Call.Direct(choice.executable(), fitted(choice.executable(), false, given), type);
  }

  private Term byHandle(
      MethodHandle handle,
      Executable called,
      boolean spread,
      List<Term> receiver,
      List<Term> arguments,
      StaticType type) {
    Class<?>[] parameters = called.getParameterTypes();
    MethodHandle fixed = handle.asFixedArity();
    List<Term> all = new ArrayList<>(receiver);
    if (spread) {
      int count = arguments.size() - parameters.length + 1;
      Class<?> array = parameters[parameters.length - 1];
      fixed = fixed.asCollector(array, count);
    }
    for (int i = 0; i < arguments.size(); i++) {
      Class<?> parameter = parameters[Math.min(i, parameters.length - 1)];
      boolean collected = spread && i >= parameters.length - 1;
      all.add(fit(arguments.get(i), collected ? parameter.componentType() : parameter));
    }
    return new Call.ByHandle(fixed, all, type);
  }

  private static List<Term> fitted(Method method, boolean spread, List<Term> arguments) {
    Class<?>[] parameters = method.getParameterTypes();
    List<Term> fitted = new ArrayList<>();
    int fixed = spread ? parameters.length - 1 : parameters.length;
    for (int i = 0; i < fixed; i++) {
      fitted.add(fit(arguments.get(i), parameters[i]));
    }
    if (spread) {
      StaticType array = StaticType.of(parameters[parameters.length - 1]);
      fitted.add(new ArrayTerm.Of(array, arguments.subList(fixed, arguments.size())));
    }
    return fitted;
  }

  private static Term fit(Term argument, Class<?> parameter) {
    if (argument.type().isNull() || argument.type().raw() == parameter) {
      return argument;
    }
    return Convert.to(StaticType.of(parameter), argument);
  }

  private void refuse(Optional<String> refusal, ASTNode node) {
    if (refusal.isPresent()) {
      throw context.problem(
          Report.NOT_READ_ONLY,
          node,
          refusal.get(),
          "whoever starts the JVM can allow it with the setting expressions.allow");
    }
  }

  private MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return Carriers.isVisible(type)
        ? MethodHandles.publicLookup()
        : context.request().access().lookupIn(type);
  }

  private RuntimeException refusedByJvm(
      String member, Class<?> owner, ASTNode node, IllegalAccessException cause) {
    return context.problem(
        Report.NO_ACCESS,
        node,
        "the JVM gives no access to `" + member + "` of " + owner.getName(),
        String.valueOf(cause.getMessage()));
  }

  /** Public through and through, of types that bytecode can name: an instruction will do. */
  private static boolean isDirect(Method method) {
    if (!Modifier.isPublic(method.getModifiers())
        || !Carriers.isVisible(method.getDeclaringClass())
        || !isNameable(method.getReturnType())) {
      return false;
    }
    return Arrays.stream(method.getParameterTypes()).allMatch(Calls::isNameable);
  }

  private static boolean isNameable(Class<?> type) {
    return type.isPrimitive() || Carriers.isVisible(type);
  }

  /** Notes when the call may reach the application's code; in doubt it may. */
  private void noteCall(Method method, List<StaticType> arguments) {
    Class<?> owner = method.getDeclaringClass();
    boolean jdk = owner.getClassLoader() == null;
    boolean fixed =
        Modifier.isStatic(method.getModifiers())
            || Modifier.isFinal(method.getModifiers())
            || Modifier.isFinal(owner.getModifiers());
    if (!jdk || !fixed || !arguments.stream().allMatch(Calls::isClosed)) {
      context.callsApplication();
    }
  }

  /** Whether values of the type can only be the JDK's own. */
  static boolean isClosed(StaticType type) {
    return type.isPrimitive()
        || type.isNull()
        || (type.raw().getClassLoader() == null && Modifier.isFinal(type.raw().getModifiers()));
  }
}
