package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Call;
import dev.leadline.expression.groovy.code.Comparison;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.code.Test;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.member.ScalaTypes;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Numbers;
import dev.leadline.expression.groovy.runtime.Text;
import dev.leadline.expression.groovy.runtime.Truth;
import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;

/** Values as truth, as text, as another type. */
final class Coercions {

  private final Context context;
  private final Calls calls;

  Coercions(Context context, Calls calls) {
    this.context = context;
    this.calls = calls;
  }

  /** Groovy's truth of a value. */
  Test truth(Term term, ASTNode node) {
    StaticType type = term.type();
    if (type.raw() == boolean.class) {
      return Test.of(term);
    }
    if (type.isNull()) {
      return Test.of(Literal.FALSE);
    }
    if (type.isPrimitive()) {
      Term zero = Convert.to(type, Literal.of(0));
      return new Comparison(Comparison.Operation.NOT_EQUAL, term, zero);
    }
    if (type.isString()) {
      return Test.of(Calls.runtime(Truth.class, "ofText", StaticType.BOOLEAN, term));
    }
    Optional<Method> own =
        type.raw().getClassLoader() == null
            ? Optional.empty()
            : Members.accessor(type.raw(), "asBoolean")
                .filter(method -> method.getReturnType() == boolean.class);
    if (own.isPresent()) {
      return Test.of(calls.method(new Overloads.Choice<>(own.get(), false), term, List.of(), node));
    }
    if (isPlainObject(type)) {
      return new Test.Not(new Test.IsNull(term));
    }
    noteUse(type);
    return Test.of(Calls.runtime(Truth.class, "of", StaticType.BOOLEAN, Convert.toObject(term)));
  }

  /** Whether only null is false for values of the type. */
  private static boolean isPlainObject(StaticType type) {
    Class<?> raw = type.raw();
    boolean canBeEmpty =
        type.is(java.util.Collection.class)
            || type.is(java.util.Map.class)
            || type.is(CharSequence.class)
            || type.is(Number.class)
            || type.is(java.util.Iterator.class)
            || type.is(java.util.Enumeration.class)
            || ScalaTypes.collection(raw).isPresent();
    boolean known = raw.isEnum() || raw.isRecord() || raw.getClassLoader() != null;
    return known && !raw.isInterface() && !canBeEmpty;
  }

  /** The truth of a whole condition: a text is true only when it says so. */
  Term condition(Term term, ASTNode node) {
    StaticType type = term.type();
    if (type.isString()) {
      return Calls.runtime(Truth.class, "saysTrue", StaticType.BOOLEAN, term);
    }
    if (type.is(CharSequence.class) || type.raw() == Object.class || type.raw().isInterface()) {
      noteUse(type);
      return Calls.runtime(Truth.class, "ofCondition", StaticType.BOOLEAN, Convert.toObject(term));
    }
    return truth(term, node);
  }

  /** A value whose text will be taken, and which has none without end. */
  Term label(Term term) {
    StaticType type = term.type();
    noteUse(type);
    return mayHaveElements(type)
        ? Calls.runtime(Text.class, "label", StaticType.OBJECT, Convert.toObject(term))
        : term;
  }

  /** Whether its text is made of that of its elements, one by one. */
  static boolean mayHaveElements(StaticType type) {
    return type.raw() == Object.class
        || type.isArray()
        || type.is(java.util.Map.class)
        || type.is(Iterable.class)
        || ScalaTypes.collection(type.raw()).isPresent();
  }

  /** A value as a part of a text. */
  Term text(Term term) {
    StaticType type = term.type();
    noteUse(type);
    return mayHaveElements(type)
        ? Calls.runtime(Text.class, "of", StaticType.STRING, Convert.toObject(term))
        : term;
  }

  /** That a method of the value runs (equals, toString, ..), which may be the application's. */
  void noteUse(StaticType type) {
    if (!Calls.isClosed(type)) {
      context.callsApplication();
    }
  }

  /** {@code (T) x} and {@code x as T}. */
  Term cast(Term term, StaticType to, ASTNode node) {
    Class<?> raw = to.raw();
    Class<?> primitive = Primitives.unbox(raw);
    if (term.type().raw() == raw) {
      return term;
    }
    if (primitive == boolean.class) {
      return Convert.to(to, truth(term, node));
    }
    if (Primitives.isNumber(primitive)) {
      return Convert.to(to, Convert.to(StaticType.of(primitive), number(term, node)));
    }
    if (term.type().isNull()) {
      return Convert.to(to, term);
    }
    if (raw == String.class) {
      return Calls.runtime(Text.class, "of", StaticType.STRING, Convert.toObject(text(term)));
    }
    if (raw == BigDecimal.class) {
      return Calls.runtime(Numbers.class, "toBigDecimal", to, Convert.toObject(term));
    }
    if (raw == BigInteger.class) {
      return Calls.runtime(Numbers.class, "toBigInteger", to, Convert.toObject(term));
    }
    return reference(term, to, node);
  }

  private Term reference(Term term, StaticType to, ASTNode node) {
    StaticType from = term.type().boxed();
    boolean possible =
        to.raw().isAssignableFrom(from.raw())
            || from.raw().isAssignableFrom(to.raw())
            || (from.raw().isInterface() && !Modifier.isFinal(to.raw().getModifiers()))
            || (to.raw().isInterface() && !Modifier.isFinal(from.raw().getModifiers()));
    if (!possible || to.isPrimitive()) {
      throw context.problem(Report.CONVERSION, node, term.type() + " can't be " + to, "");
    }
    if (Carriers.isVisible(to.raw())) {
      return Convert.to(to, term);
    }
    MethodType checked = MethodType.methodType(to.raw(), Object.class);
    return new Call.ByHandle(
        MethodHandles.identity(to.raw()).asType(checked), List.of(Convert.toObject(term)), to);
  }

  /** A value as some primitive number, with its own width where it has one. */
  private Term number(Term term, ASTNode node) {
    StaticType type = term.type();
    if (type.isPrimitiveNumber() || type.isCharacter()) {
      return Convert.to(type.unboxed(), term);
    }
    if (type.is(Number.class)) {
      return term;
    }
    if (type.is(CharSequence.class) || type.raw() == Object.class) {
      return Calls.runtime(
          Numbers.class, "number", StaticType.of(Number.class), Convert.toObject(term));
    }
    throw context.problem(Report.CONVERSION, node, type + " is no number", "");
  }

  /** The type that holds either of two values. */
  static StaticType union(StaticType left, StaticType right) {
    if (left.equals(right)) {
      return left;
    }
    if (left.isNull() || right.isNull()) {
      return left.isNull() ? right.boxed() : left.boxed();
    }
    if (left.isPrimitiveNumber() && right.isPrimitiveNumber()) {
      StaticType type =
          StaticType.of(Primitives.promote(left.unboxed().raw(), right.unboxed().raw()));
      return left.isPrimitive() && right.isPrimitive() ? type : type.boxed();
    }
    if (left.isBoolean() && right.isBoolean()) {
      return StaticType.of(Boolean.class);
    }
    Class<?> a = left.boxed().raw();
    Class<?> b = right.boxed().raw();
    if (a.isAssignableFrom(b)) {
      return left.boxed();
    }
    for (Class<?> type = a; type != null; type = type.getSuperclass()) {
      if (type.isAssignableFrom(b)) {
        return b.isAssignableFrom(a) ? right.boxed() : StaticType.of(type);
      }
    }
    return b.isAssignableFrom(a) ? right.boxed() : StaticType.OBJECT;
  }
}
