package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.ArrayTerm;
import dev.leadline.expression.groovy.code.Comparison;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.InstanceTest;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.code.Test;
import dev.leadline.expression.groovy.member.ScalaTypes;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Equality;
import dev.leadline.expression.groovy.runtime.Text;
import dev.leadline.expression.groovy.runtime.Values;
import dev.leadline.expression.groovy.type.StaticType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;

/** Binary operators: says which kind each is and does those that are no arithmetic. */
final class Operators {

  private final Context context;
  private final Calls calls;
  private final Coercions coercions;
  private final Arithmetics arithmetics;
  private final Comparisons comparisons;
  private final Patterns patterns;
  private final TypeNames typeNames;
  private final ExpressionTranslator translator;

  Operators(
      Context context,
      Calls calls,
      Coercions coercions,
      Arithmetics arithmetics,
      TypeNames typeNames,
      ExpressionTranslator translator) {
    this.context = context;
    this.calls = calls;
    this.coercions = coercions;
    this.arithmetics = arithmetics;
    this.comparisons = new Comparisons(context, coercions);
    this.patterns = new Patterns(context, coercions);
    this.typeNames = typeNames;
    this.translator = translator;
  }

  Term binary(BinaryExpression node) {
    String operator = node.getOperation().getText();
    Expression left = node.getLeftExpression();
    Expression right = node.getRightExpression();
    return switch (operator) {
      case "&&", "||" -> {
        var sides = translator.both(() -> translator.truth(left), () -> translator.truth(right));
        yield new Test.Junction(
            operator.equals("&&"), Test.of(sides.left()), Test.of(sides.right()));
      }
      case "instanceof" -> instanceTest(node);
      case "!instanceof" -> new Test.Not(instanceTest(node));
      case "in" -> membership(node);
      case "!in" -> new Test.Not(membership(node));
      case "==~" -> regex("matches", node);
      case "=~" -> regex("finds", node);
      case "[" -> index(node);
      default -> other(operator, node);
    };
  }

  private Term other(String operator, BinaryExpression node) {
    boolean arithmetic = Arithmetics.isArithmetic(operator);
    if (!arithmetic && !Comparisons.isComparison(operator)) {
      boolean assigns = operator.endsWith("=");
      throw context.problem(
          Report.CONSTRUCT,
          node,
          assigns
              ? "an expression changes nothing, so no `" + operator + "`"
              : "`" + operator + "` is not known here",
          operator.equals("=") ? "to compare, write `==`" : "");
    }
    var sides =
        translator.both(
            () -> translator.term(node.getLeftExpression()),
            () -> translator.term(node.getRightExpression()));
    return arithmetic
        ? arithmetics.binary(operator, sides.left(), sides.right(), node)
        : comparisons.binary(operator, sides.left(), sides.right(), node);
  }

  private Test instanceTest(BinaryExpression node) {
    Term term = translator.term(node.getLeftExpression());
    Expression right = node.getRightExpression();
    Class<?> type =
        typeNames
            .find(right)
            .orElseThrow(
                () ->
                    context.problem(
                        Report.UNKNOWN_TYPE, right, "no such type: " + right.getText(), ""));
    return new InstanceTest(Convert.to(term.type().boxed(), term), type);
  }

  private Test membership(BinaryExpression node) {
    Expression right = node.getRightExpression();
    Term left = translator.term(node.getLeftExpression());
    if (right instanceof ListExpression list) {
      return amongListed(left, list);
    }
    if (right instanceof RangeExpression range) {
      return inRange(left, range);
    }
    coercions.noteUse(StaticType.OBJECT);
    return Test.of(
        calls.charged(
            translator.term(right),
            true,
            container ->
                Calls.runtime(
                    Equality.class,
                    "contains",
                    StaticType.BOOLEAN,
                    Convert.to(StaticType.OBJECT, container),
                    Convert.to(StaticType.OBJECT, left))));
  }

  /** {@code x in ['a', 'b']}: comparisons in a row, no list is made. */
  private Test amongListed(Term left, ListExpression list) {
    Local value = new Local("value", left.type());
    Test any = Test.of(Literal.FALSE);
    for (Expression element : list.getExpressions()) {
      any =
          new Test.Junction(false, any, comparisons.equal(value.read(), translator.term(element)));
    }
    return Test.of(new Local.Let(value, left, any));
  }

  private Test inRange(Term left, RangeExpression range) {
    if (range.isExclusiveLeft()) {
      throw context.problem(
          Report.CONSTRUCT, range, "a range that leaves out its start is not allowed", "");
    }
    Local value = new Local("value", left.type());
    Test low =
        comparisons.ordered(
            Comparison.Operation.GREATER_OR_EQUAL,
            value.read(),
            translator.term(range.getFrom()),
            range);
    Comparison.Operation below =
        range.isExclusiveRight() ? Comparison.Operation.LESS : Comparison.Operation.LESS_OR_EQUAL;
    Test high = comparisons.ordered(below, value.read(), translator.term(range.getTo()), range);
    return Test.of(new Local.Let(value, left, new Test.Junction(true, low, high)));
  }

  private Test regex(String method, BinaryExpression node) {
    Term pattern = translator.term(node.getRightExpression());
    return Test.of(
        calls.charged(
            translator.term(node.getLeftExpression()),
            false,
            text -> patterns.call(method, StaticType.BOOLEAN, text, pattern, List.of(), node)));
  }

  private Term index(BinaryExpression node) {
    var sides =
        translator.both(
            () -> translator.term(node.getLeftExpression()),
            () -> indexTerm(node.getRightExpression()));
    return node.isSafe()
        ? translator.safely(sides.left(), receiver -> index(receiver, sides.right(), node))
        : index(sides.left(), sides.right(), node);
  }

  private Term indexTerm(Expression node) {
    if (node instanceof ListExpression || node instanceof RangeExpression) {
      throw context.problem(Report.CONSTRUCT, node, "only one element can be read at a time", "");
    }
    return translator.term(node);
  }

  private Term index(Term receiver, Term index, ASTNode node) {
    StaticType type = receiver.type();
    if (type.is(Map.class)) {
      context.callsApplication();
      return Calls.runtime(
          Values.class,
          "at",
          type.argumentAs(Map.class, 1),
          receiver,
          Convert.to(StaticType.OBJECT, index));
    }
    if (index.type().isPrimitiveNumber()) {
      Term position = Arithmetics.as(int.class, index);
      if (type.isArray()) {
        return element(receiver, position);
      }
      if (type.is(List.class)) {
        coercions.noteUse(type);
        return Calls.runtime(
            Values.class, "at", type.argumentAs(List.class, 0), receiver, position);
      }
      if (type.is(CharSequence.class)) {
        return Calls.runtime(
            Text.class,
            "at",
            StaticType.STRING,
            Convert.to(StaticType.of(CharSequence.class), receiver),
            position);
      }
    }
    Optional<StaticType> element = foundLater(type);
    if (element.isPresent()) {
      context.callsApplication();
      return Calls.runtime(
          Values.class,
          "at",
          element.get(),
          Convert.to(StaticType.OBJECT, receiver),
          Convert.to(StaticType.OBJECT, index));
    }
    Optional<Term> getAt = calls.named(receiver, "getAt", List.of(index), node);
    return getAt.orElseThrow(
        () ->
            context.problem(
                Report.OPERATOR, node, "`" + type + "[" + index.type() + "]` has no meaning", ""));
  }

  /** What is in a value whose elements only the run time finds; empty when it has none. */
  private static Optional<StaticType> foundLater(StaticType type) {
    if (type.raw() == Object.class) {
      return Optional.of(StaticType.OBJECT);
    }
    return ScalaTypes.collection(type.raw())
        .filter(each -> ScalaTypes.isIndexed(type.raw()) && !ScalaTypes.isLazy(type.raw()))
        .map(
            collection -> {
              StaticType element = type.argumentAs(collection, 0);
              boolean map = ScalaTypes.isMap(type.raw());
              return map ? element.argumentAs(element.raw(), 1) : element;
            });
  }

  private static Term element(Term array, Term position) {
    if (position instanceof Literal literal && literal.value() instanceof Integer at && at >= 0) {
      return new ArrayTerm.Element(array, position);
    }
    Local value = new Local("array", array.type());
    Term index =
        Calls.runtime(
            Values.class, "index", StaticType.INT, new ArrayTerm.Length(value.read()), position);
    return new Local.Let(value, array, new ArrayTerm.Element(value.read(), index));
  }
}
