package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.ArrayTerm;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.dynamic.DynamicProperty;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.report.NameList;
import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Values;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.problem.NearestName;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.PropertyExpression;

/** What follows a dot without parentheses. */
final class Properties {

  private static final int NAMES_IN_MESSAGE = 20;

  private final Context context;
  private final Calls calls;
  private final Captures captures;
  private final Singletons singletons;

  Properties(Context context, Calls calls, Captures captures, Singletons singletons) {
    this.context = context;
    this.calls = calls;
    this.captures = captures;
    this.singletons = singletons;
  }

  /**
   * A property of a value, as Groovy reads it from outside: the getter, a record's accessor, then
   * the field; from inside ({@code this.x}) the field first.
   */
  Term of(Term receiver, String name, boolean inside, ASTNode node) {
    StaticType type = receiver.type().boxed();
    if (type.isArray() && name.equals("length")) {
      return new ArrayTerm.Length(receiver);
    }
    if (type.is(Map.class) && !inside) {
      context.callsApplication();
      return Calls.runtime(
          Values.class, "at", type.argumentAs(Map.class, 1), receiver, Literal.of(name));
    }
    Optional<Term> known = known(receiver, name, inside, node);
    if (known.isPresent()) {
      return known.get();
    }
    if (type.raw() == Object.class) {
      context.callsApplication();
      DynamicProperty property =
          new DynamicProperty(name, context.policy(), context.request().access());
      return Calls.runtime(
          DynamicProperty.class, "of", StaticType.OBJECT, receiver, Literal.object(property));
    }
    throw unknown(type, name, node);
  }

  /** The property when the type is known to have it. */
  Optional<Term> known(Term receiver, String name, boolean inside, ASTNode node) {
    Class<?> raw = receiver.type().boxed().raw();
    if (name.equals("class")) {
      return Members.accessor(raw, "getClass").map(method -> call(method, receiver, node));
    }
    Optional<Field> field = Members.field(raw, name);
    if (inside && field.isPresent()) {
      return Optional.of(calls.field(field.get(), receiver, node));
    }
    Optional<Method> method = Members.getter(raw, name);
    if (method.isEmpty() && raw.isRecord()) {
      method = Members.accessor(raw, name);
    }
    if (method.isEmpty() && field.isPresent()) {
      return Optional.of(calls.field(field.get(), receiver, node));
    }
    if (method.isEmpty() && raw.getClassLoader() != null) {
      // Scala's accessors, Kotlin's isX, builders' fluent getters.
      method = Members.accessor(raw, name);
    }
    return method.map(found -> call(found, receiver, node));
  }

  private Term call(Method method, Term receiver, ASTNode node) {
    return calls.method(new Overloads.Choice<>(method, false), receiver, List.of(), node);
  }

  /** A static field, a static getter or {@code class} of a type. */
  Term ofType(Class<?> type, String name, ASTNode node) {
    if (name.equals("class")) {
      return new Literal(type, StaticType.of(Class.class, StaticType.of(type).boxed()));
    }
    if (name.equals("this")) {
      return outerThis(type, node);
    }
    // First: Scala's statics only forward to it.
    return ofSingleton(type, name, node)
        .or(() -> staticMember(type, name, node))
        .orElseThrow(() -> unknown(StaticType.of(type), name, node));
  }

  private Optional<Term> ofSingleton(Class<?> type, String name, ASTNode node) {
    return singletons.of(type, node).stream()
        .flatMap(singleton -> known(singleton, name, false, node).stream())
        .findFirst();
  }

  private Optional<Term> staticMember(Class<?> type, String name, ASTNode node) {
    Optional<Field> field =
        Members.field(type, name).filter(found -> Modifier.isStatic(found.getModifiers()));
    if (field.isPresent()) {
      return Optional.of(calls.field(field.get(), null, node));
    }
    return Members.getter(type, name)
        .filter(Members::isStatic)
        .map(method -> calls.method(new Overloads.Choice<>(method, false), null, List.of(), node));
  }

  /**
   * A bare name that is no variable: a field of the receiver, a variable that a lambda's or local
   * class's body captured, a getter, then the same of the classes around, then their statics.
   */
  Optional<Term> bare(String name, ASTNode node) {
    Optional<Term> instance = context.receiver().map(Local::read);
    while (instance.isPresent()) {
      Term receiver = instance.get();
      Optional<Term> found =
          captures.variable(receiver, name, node).or(() -> known(receiver, name, true, node));
      if (found.isPresent()) {
        return found;
      }
      instance = captures.outer(receiver, node);
    }
    for (Class<?> around : context.types().lexicalClasses()) {
      Optional<Term> found =
          ofSingleton(around, name, node).or(() -> staticMember(around, name, node));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Term outerThis(Class<?> type, ASTNode node) {
    Optional<Term> instance = context.receiver().map(Local::read);
    while (instance.isPresent()) {
      if (type.isAssignableFrom(instance.get().type().raw())) {
        return instance.get();
      }
      instance = captures.outer(instance.get(), node);
    }
    throw context.problem(
        Report.UNKNOWN_VARIABLE,
        node,
        "there is no `" + type.getSimpleName() + ".this` here",
        "javac keeps the outer instance only where the inner class uses it");
  }

  /** The JDK's types are known well enough once the name is found. */
  static String hint(StaticType type, String suggestion, String has) {
    if (suggestion.isEmpty()) {
      return "it has " + has;
    }
    return type.raw().getClassLoader() == null ? suggestion : suggestion + " It has " + has;
  }

  /** Where the member's name is, rather than where the path to it starts. */
  private static ASTNode nameOf(ASTNode node) {
    return node instanceof PropertyExpression property ? property.getProperty() : node;
  }

  ProblemException unknown(StaticType type, String name, ASTNode node) {
    Collection<String> names = Members.propertyNames(type.raw());
    if (type.isArray()) {
      names = List.of("length");
    }
    boolean isMethod = Members.methodNames(type.raw()).contains(name);
    String suggestion = isMethod ? "`" + name + "()` is a method." : NearestName.hint(name, names);
    String has = NameList.of(names, NAMES_IN_MESSAGE);
    return context.problem(
        Report.UNKNOWN_PROPERTY,
        nameOf(node),
        "`" + name + "`: no such property on " + type,
        hint(type, suggestion, has));
  }
}
