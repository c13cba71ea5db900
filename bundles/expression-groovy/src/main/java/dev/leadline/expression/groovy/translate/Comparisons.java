package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Comparison;
import dev.leadline.expression.groovy.code.Comparison.Operation;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.code.Test;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Equality;
import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;

/** The operators that compare: {@code == != === !== < <= > >= <=>}. */
final class Comparisons {

  private static final Map<String, Operation> ORDER =
      Map.of(
          "<", Operation.LESS,
          "<=", Operation.LESS_OR_EQUAL,
          ">", Operation.GREATER,
          ">=", Operation.GREATER_OR_EQUAL);

  private final Context context;
  private final Coercions coercions;

  Comparisons(Context context, Coercions coercions) {
    this.context = context;
    this.coercions = coercions;
  }

  static boolean isComparison(String operator) {
    return ORDER.containsKey(operator)
        || operator.equals("==")
        || operator.equals("!=")
        || operator.equals("===")
        || operator.equals("!==")
        || operator.equals("<=>");
  }

  Term binary(String operator, Term left, Term right, ASTNode node) {
    return switch (operator) {
      case "==" -> equal(left, right);
      case "!=" -> new Test.Not(equal(left, right));
      case "===" -> same(left, right);
      case "!==" -> new Test.Not(same(left, right));
      case "<=>" -> order(left, right, node);
      default -> ordered(ORDER.getOrDefault(operator, Operation.LESS), left, right, node);
    };
  }

  private static Test same(Term left, Term right) {
    if (left.type().isPrimitive() || right.type().isPrimitive()) {
      return new Test.IsSame(Convert.toObject(left), Convert.toObject(right));
    }
    return new Test.IsSame(left, right);
  }

  Test equal(Term left, Term right) {
    StaticType a = left.type();
    StaticType b = right.type();
    if (a.isNull() || b.isNull()) {
      Term other = a.isNull() ? right : left;
      return other.type().isPrimitive() ? Test.of(Literal.FALSE) : new Test.IsNull(other);
    }
    if (a.isPrimitive() && b.isPrimitive()) {
      if (a.isBoolean() && b.isBoolean()) {
        return new Comparison(Operation.EQUAL, left, right);
      }
      if (Arithmetics.isPrimitive(a) && Arithmetics.isPrimitive(b)) {
        return promoted(Operation.EQUAL, left, right);
      }
    }
    if (a.isCharacter() && a.isPrimitive() && isOneCharacter(right)) {
      return new Comparison(Operation.EQUAL, left, character(right));
    }
    if (b.isCharacter() && b.isPrimitive() && isOneCharacter(left)) {
      return new Comparison(Operation.EQUAL, character(left), right);
    }
    if (a.isString() && b.isString()) {
      return Test.of(Calls.runtime(Equality.class, "equal", StaticType.BOOLEAN, left, right));
    }
    if (a.raw().isEnum() && a.raw() == b.raw()) {
      return new Test.IsSame(left, right);
    }
    return general(left, right);
  }

  private Test general(Term left, Term right) {
    Term a = Arithmetics.isBig(right.type()) ? Arithmetics.exact(left) : left;
    Term b = Arithmetics.isBig(left.type()) ? Arithmetics.exact(right) : right;
    coercions.noteUse(a.type());
    coercions.noteUse(b.type());
    if (a.type().isPrimitiveNumber() && a.type().isPrimitive()) {
      return general(b, a.type(), a);
    }
    if (b.type().isPrimitiveNumber() && b.type().isPrimitive()) {
      return general(a, b.type(), b);
    }
    return Test.of(
        Calls.runtime(
            Equality.class,
            "equal",
            StaticType.BOOLEAN,
            Convert.to(StaticType.OBJECT, a),
            Convert.to(StaticType.OBJECT, b)));
  }

  private static Test general(Term object, StaticType numberType, Term number) {
    Class<?> wide = Primitives.isIntegral(numberType.raw()) ? long.class : double.class;
    return Test.of(
        Calls.runtime(
            Equality.class,
            "equal",
            StaticType.BOOLEAN,
            Convert.to(StaticType.OBJECT, object),
            Arithmetics.as(wide, number)));
  }

  private static boolean isOneCharacter(Term term) {
    return term instanceof Literal literal
        && literal.value() instanceof String text
        && text.length() == 1;
  }

  private static Term character(Term term) {
    return term instanceof Literal literal && literal.value() instanceof String text
        ? new Literal(text.charAt(0), StaticType.of(char.class))
        : term;
  }

  private static Test promoted(Operation operation, Term left, Term right) {
    Class<?> type =
        Primitives.promote(
            Primitives.unbox(left.type().raw()), Primitives.unbox(right.type().raw()));
    return new Comparison(operation, Arithmetics.as(type, left), Arithmetics.as(type, right));
  }

  Test ordered(Operation operation, Term left, Term right, ASTNode node) {
    if (Arithmetics.isPrimitive(left.type()) && Arithmetics.isPrimitive(right.type())) {
      return promoted(operation, left, right);
    }
    return new Comparison(operation, order(left, right, node), Literal.of(0));
  }

  private Term order(Term left, Term right, ASTNode node) {
    Term a = Arithmetics.isBig(right.type()) ? Arithmetics.exact(left) : left;
    Term b = Arithmetics.isBig(left.type()) ? Arithmetics.exact(right) : right;
    checkOrdered(a, b, node);
    coercions.noteUse(a.type());
    coercions.noteUse(b.type());
    return Calls.runtime(
        Equality.class,
        "compare",
        StaticType.INT,
        Convert.to(StaticType.OBJECT, a),
        Convert.to(StaticType.OBJECT, b));
  }

  private void checkOrdered(Term left, Term right, ASTNode node) {
    StaticType a = left.type().boxed();
    StaticType b = right.type().boxed();
    boolean mixed =
        (a.isNumber() && b.is(CharSequence.class)) || (b.isNumber() && a.is(CharSequence.class));
    boolean apart =
        Calls.isClosed(a)
            && Calls.isClosed(b)
            && a.raw() != b.raw()
            && (a.isBoolean() || b.isBoolean());
    boolean orderless = isOrderless(a) || isOrderless(b);
    if (mixed || apart || orderless) {
      throw context.problem(
          Report.OPERATOR, node, "there is no order between " + a + " and " + b, "");
    }
  }

  /** Surely not comparable: not an interface or a class that a subclass could make so. */
  private static boolean isOrderless(StaticType type) {
    return !type.isNull()
        && !type.is(Comparable.class)
        && !type.is(CharSequence.class)
        && !type.is(Number.class)
        && type.raw() != Object.class
        && !type.raw().isInterface();
  }
}
