package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Arithmetic;
import dev.leadline.expression.groovy.code.Arithmetic.Operation;
import dev.leadline.expression.groovy.code.Concat;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Numbers;
import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;

/** The operators that compute: {@code + - * / % ** & | ^ << >> >>>} and the signs. */
final class Arithmetics {

  private static final Map<String, Operation> OPERATIONS =
      Map.ofEntries(
          Map.entry("+", Operation.ADD),
          Map.entry("-", Operation.SUBTRACT),
          Map.entry("*", Operation.MULTIPLY),
          Map.entry("/", Operation.DIVIDE),
          Map.entry("%", Operation.REMAINDER),
          Map.entry("&", Operation.AND),
          Map.entry("|", Operation.OR),
          Map.entry("^", Operation.XOR),
          Map.entry("<<", Operation.SHIFT_LEFT),
          Map.entry(">>", Operation.SHIFT_RIGHT),
          Map.entry(">>>", Operation.SHIFT_RIGHT_UNSIGNED));

  /** What Groovy calls when the left side is no number. */
  private static final Map<String, String> METHODS =
      Map.of(
          "+",
          "plus",
          "-",
          "minus",
          "*",
          "multiply",
          "/",
          "div",
          "%",
          "mod",
          "**",
          "power",
          "&",
          "and",
          "|",
          "or",
          "^",
          "xor");

  private final Context context;
  private final Calls calls;
  private final Coercions coercions;

  Arithmetics(Context context, Calls calls, Coercions coercions) {
    this.context = context;
    this.calls = calls;
    this.coercions = coercions;
  }

  static boolean isArithmetic(String operator) {
    return OPERATIONS.containsKey(operator) || operator.equals("**");
  }

  private static Operation operation(String operator) {
    return Objects.requireNonNull(OPERATIONS.get(operator), operator);
  }

  Term binary(String operator, Term left, Term right, ASTNode node) {
    StaticType a = left.type();
    StaticType b = right.type();
    if (operator.equals("+") && (a.is(CharSequence.class) || b.is(CharSequence.class))) {
      return concat(left, right);
    }
    if (isPrimitive(a) && isPrimitive(b)) {
      return primitive(operator, left, right, node);
    }
    if (a.raw() == boolean.class && b.raw() == boolean.class && "&|^".contains(operator)) {
      return new Arithmetic(operation(operator), left, right);
    }
    boolean numeric = isNumberOrUnknown(a) && isNumberOrUnknown(b);
    if (numeric && "+-*/%".contains(operator)) {
      return dynamic(operator, left, right);
    }
    Optional<Term> method = byMethod(operator, left, right, node);
    return method.orElseThrow(
        () ->
            context.problem(
                Report.OPERATOR,
                node,
                "`" + a + " " + operator + " " + b + "` has no meaning",
                ""));
  }

  private Term concat(Term left, Term right) {
    List<Term> parts = new ArrayList<>();
    for (Term side : List.of(left, right)) {
      if (side instanceof Concat concat) {
        parts.addAll(concat.parts());
      } else {
        parts.add(coercions.text(side));
      }
    }
    return calls.charged(new Concat(parts));
  }

  private Term primitive(String operator, Term left, Term right, ASTNode node) {
    Class<?> a = Primitives.unbox(left.type().raw());
    Class<?> b = Primitives.unbox(right.type().raw());
    Class<?> promoted = Primitives.promote(a, b);
    boolean whole = promoted == int.class || promoted == long.class;
    if (operator.equals("**")) {
      return Calls.runtime(
          Math.class, "pow", StaticType.DOUBLE, as(double.class, left), as(double.class, right));
    }
    if (operator.equals("/") && whole) {
      return context.isExact()
          ? dynamic(operator, left, right)
          : Calls.runtime(
              Numbers.class,
              "divide",
              StaticType.DOUBLE,
              as(long.class, left),
              as(long.class, right));
    }
    if ("<<>>>".contains(operator) || "&|^".contains(operator)) {
      if (!whole) {
        throw context.problem(Report.OPERATOR, node, "`" + operator + "` is for whole numbers", "");
      }
      if (operator.length() > 1) {
        Class<?> shifted = Primitives.promote(a, int.class);
        return new Arithmetic(operation(operator), as(shifted, left), as(int.class, as(b, right)));
      }
    }
    return new Arithmetic(operation(operator), as(promoted, left), as(promoted, right));
  }

  /** Groovy's own arithmetic on objects. */
  private Term dynamic(String operator, Term left, Term right) {
    Term a = isBig(right.type()) ? exact(left) : left;
    Term b = isBig(left.type()) ? exact(right) : right;
    coercions.noteUse(a.type());
    coercions.noteUse(b.type());
    boolean plain = operator.equals("+") && (isUnknown(a.type()) || isUnknown(b.type()));
    if (plain) {
      return calls.charged(
          Calls.runtime(
              Numbers.class, "plus", StaticType.OBJECT, Convert.toObject(a), Convert.toObject(b)));
    }
    boolean decimal =
        isExactNumber(a.type())
            && isExactNumber(b.type())
            && (operator.equals("/")
                || a.type().is(BigDecimal.class)
                || b.type().is(BigDecimal.class));
    return Calls.runtime(
        Numbers.class,
        "arithmetic",
        StaticType.of(decimal ? BigDecimal.class : Number.class),
        Convert.toObject(a),
        Convert.toObject(b),
        new Literal(operator.charAt(0), StaticType.of(char.class)));
  }

  private Optional<Term> byMethod(String operator, Term left, Term right, ASTNode node) {
    String name = METHODS.get(operator);
    if (name == null || left.type().isPrimitive() || left.type().isNull()) {
      return Optional.empty();
    }
    List<Method> named = Members.methods(left.type().raw(), name);
    return Overloads.choose(named, List.of(right.type()))
        .map(choice -> calls.method(choice, left, List.of(right), node));
  }

  Term negative(Term term, ASTNode node) {
    StaticType type = term.type();
    if (term instanceof DecimalLiteral literal) {
      return new DecimalLiteral(literal.value().negate());
    }
    if (isPrimitive(type)) {
      Class<?> promoted = Primitives.promote(Primitives.unbox(type.raw()), int.class);
      return new Arithmetic.Negative(as(promoted, term));
    }
    if (isNumberOrUnknown(type)) {
      StaticType result = isBig(type) ? type : StaticType.of(Number.class);
      return Calls.runtime(Numbers.class, "negative", result, Convert.toObject(term));
    }
    throw context.problem(Report.OPERATOR, node, type + " has no sign", "");
  }

  Term positive(Term term, ASTNode node) {
    if (isPrimitive(term.type()) || isNumberOrUnknown(term.type())) {
      return term;
    }
    throw context.problem(Report.OPERATOR, node, term.type() + " has no sign", "");
  }

  Term complement(Term term, ASTNode node) {
    Class<?> type = Primitives.unbox(term.type().raw());
    if (!Primitives.isIntegral(type)) {
      throw context.problem(Report.OPERATOR, node, "`~` is for whole numbers", "");
    }
    Class<?> promoted = Primitives.promote(type, int.class);
    Term ones = Convert.to(StaticType.of(promoted), Literal.of(-1));
    return new Arithmetic(Operation.XOR, as(promoted, term), ones);
  }

  static Term as(Class<?> primitive, Term term) {
    return Convert.to(StaticType.of(primitive), term);
  }

  static Term exact(Term term) {
    return term instanceof DecimalLiteral literal ? literal.exact() : term;
  }

  /** A number or char that bytecode computes with, boxed or not. */
  static boolean isPrimitive(StaticType type) {
    return type.isPrimitiveNumber() || type.isCharacter();
  }

  static boolean isBig(StaticType type) {
    return type.is(BigDecimal.class) || type.is(BigInteger.class);
  }

  private static boolean isExactNumber(StaticType type) {
    return isBig(type) || Primitives.isIntegral(Primitives.unbox(type.raw()));
  }

  private static boolean isUnknown(StaticType type) {
    return type.raw() == Object.class;
  }

  private static boolean isNumberOrUnknown(StaticType type) {
    return type.isNumber() || isUnknown(type);
  }
}
