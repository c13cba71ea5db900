package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Arithmetic;
import dev.leadline.expression.groovy.code.Choice;
import dev.leadline.expression.groovy.code.Comparison;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Loop;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.code.Test;
import dev.leadline.expression.groovy.code.Walk;
import dev.leadline.expression.groovy.member.ScalaTypes;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Values;
import dev.leadline.expression.groovy.translate.ElementSources.ElementSource;
import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;

/** Groovy's methods of collections, maps and arrays, with and without a closure, as loops. */
final class CollectionCalls {

  static final List<String> NAMES =
      List.of("any", "collect", "count", "every", "find", "findAll", "max", "min", "sum");

  /** What Scala's own collections call the same. */
  private static final Map<String, String> OF_SCALA =
      Map.of(
          "exists", "any",
          "forall", "every",
          "filter", "findAll",
          "map", "collect",
          "maxBy", "max",
          "minBy", "min");

  private final Context context;
  private final ElementSources sources;
  private final Coercions coercions;
  private final Closures closures;
  private final Arithmetics arithmetics;
  private final Comparisons comparisons;

  CollectionCalls(
      Context context,
      Calls calls,
      Coercions coercions,
      Arithmetics arithmetics,
      ExpressionTranslator translator) {
    this.context = context;
    this.sources = new ElementSources(context, calls);
    this.coercions = coercions;
    this.closures = new Closures(context, translator);
    this.arithmetics = arithmetics;
    this.comparisons = new Comparisons(context, coercions);
  }

  /** The call as a loop, when it is one of these. */
  Optional<Term> call(Term receiver, String written, List<Expression> arguments, ASTNode node) {
    StaticType type = receiver.type();
    boolean scala = ScalaTypes.collection(type.raw()).isPresent();
    String name = scala ? OF_SCALA.getOrDefault(written, written) : written;
    boolean several = ElementSources.isSeveral(type);
    boolean map = type.is(Map.class);
    boolean unknown = type.raw() == Object.class;
    if (!NAMES.contains(name) || !(several || map || unknown) || arguments.size() > 1) {
      return Optional.empty();
    }
    boolean closure = arguments.size() == 1 && Closures.isClosure(arguments.get(0));
    boolean plain = arguments.isEmpty() && several && List.of("sum", "max", "min").contains(name);
    if (!closure && !plain) {
      return Optional.empty();
    }
    ElementSource source = sources.of(receiver, node);
    Local element = new Local("it", source.element());
    Function<Term, Term> body =
        closure ? value -> closures.body(arguments.get(0), element, value) : value -> value;
    return Optional.of(loop(name, source.walk(), element, body, node));
  }

  private Term loop(
      String name, Walk source, Local element, Function<Term, Term> body, ASTNode node) {
    Term each = body.apply(element.read());
    return switch (name) {
      case "any" ->
          search(source, element, coercions.truth(each, node), Literal.TRUE, Literal.FALSE);
      case "every" ->
          search(
              source,
              element,
              new Test.Not(coercions.truth(each, node)),
              Literal.FALSE,
              Literal.TRUE);
      case "find" -> find(source, element, coercions.truth(each, node));
      case "count" -> count(source, element, coercions.truth(each, node));
      case "findAll" -> list(source, element, element.read(), coercions.truth(each, node));
      case "collect" -> list(source, element, each, Test.of(Literal.TRUE));
      case "sum" -> sum(source, element, each, node);
      default -> extreme(name.equals("max"), source, element, each, node);
    };
  }

  private static Term search(
      Walk source, Local element, Test found, Term whenFound, Term otherwise) {
    return new Loop(
        source, element, List.of(), Optional.of(new Loop.Exit(found, whenFound)), otherwise);
  }

  private static Term find(Walk source, Local element, Test found) {
    // A local gives the result its type even where the source is empty.
    Local none = new Local("none", element.type().boxed());
    return new Loop(
        source,
        element,
        List.of(new Loop.State(none, Literal.NULL, Literal.NULL)),
        Optional.of(new Loop.Exit(found, element.read())),
        none.read());
  }

  private static Term count(Walk source, Local element, Test counted) {
    Local count = new Local("count", StaticType.LONG);
    Term more = arithmetic(count.read(), Literal.of(1L));
    Term next = new Choice(counted, more, count.read(), StaticType.LONG);
    return new Loop(
        source,
        element,
        List.of(new Loop.State(count, Literal.of(0L), next)),
        Optional.empty(),
        count.read());
  }

  private static Term arithmetic(Term left, Term right) {
    return new Arithmetic(Arithmetic.Operation.ADD, left, right);
  }

  private static Term list(Walk source, Local element, Term each, Test wanted) {
    StaticType type = StaticType.of(List.class, each.type().boxed());
    Local list = new Local("list", type);
    Term appended =
        Calls.runtime(
            Values.class, "append", type, list.read(), Convert.to(StaticType.OBJECT, each));
    return new Loop(
        source,
        element,
        List.of(
            new Loop.State(
                list,
                Calls.runtime(Values.class, "newList", type),
                new Choice(wanted, appended, list.read(), type))),
        Optional.empty(),
        list.read());
  }

  /** {@code collect} with a body that is already known. */
  Term collect(Term receiver, Function<Term, Term> body, ASTNode node) {
    StaticType type = receiver.type();
    if (!ElementSources.isSeveral(type) && type.raw() != Object.class) {
      throw context.problem(Report.OPERATOR, node, "`*.` goes with collections, not " + type, "");
    }
    ElementSource source = sources.of(receiver, node);
    Local element = new Local("it", source.element());
    Term each = context.inClosure(Map.of(), () -> body.apply(element.read()));
    return list(source.walk(), element, each, Test.of(Literal.TRUE));
  }

  /** Whole numbers add up as long, others as double, big ones as they are. Of nothing: 0. */
  private Term sum(Walk source, Local element, Term each, ASTNode node) {
    StaticType type = each.type();
    Class<?> primitive = Primitives.unbox(type.raw());
    if (!type.isNumber() && type.raw() != Object.class) {
      throw context.problem(
          Report.OPERATOR, node, type + " can't be summed", "sum numbers; texts go with `join`");
    }
    Term zero = Literal.of(0L);
    StaticType total = StaticType.LONG;
    if (primitive == double.class || primitive == float.class) {
      zero = Literal.of(0.0);
      total = StaticType.DOUBLE;
    } else if (!Primitives.isIntegral(primitive)) {
      total = StaticType.of(type.is(BigDecimal.class) ? BigDecimal.class : Number.class);
      zero =
          type.is(BigDecimal.class)
              ? Literal.object(BigDecimal.ZERO)
              : Convert.to(StaticType.of(Long.class), Literal.of(0L));
    }
    Local sum = new Local("sum", total);
    Term next = arithmetics.binary("+", sum.read(), each, node);
    return new Loop(
        source,
        element,
        List.of(new Loop.State(sum, zero, Convert.to(total, next))),
        Optional.empty(),
        sum.read());
  }

  /** The element of the greatest or least key; null of nothing. */
  private Term extreme(boolean max, Walk source, Local element, Term each, ASTNode node) {
    Local key = new Local("key", each.type());
    Local bestKey = new Local("bestKey", each.type());
    Local best = new Local("best", element.type().boxed());
    Local started = new Local("started", StaticType.BOOLEAN);
    Local better = new Local("better", StaticType.BOOLEAN);
    Test wins =
        comparisons.ordered(
            max ? Comparison.Operation.GREATER : Comparison.Operation.LESS,
            key.read(),
            bestKey.read(),
            node);
    Test first = new Test.Not(Test.of(started.read()));
    Test isBetter = Test.of(better.read());
    return new Loop(
        source,
        element,
        List.of(
            new Loop.State(key, Literal.initial(each.type()), each),
            new Loop.State(bestKey, Literal.initial(each.type()), bestKey.read()),
            new Loop.State(better, Literal.FALSE, new Test.Junction(false, first, wins)),
            new Loop.State(
                bestKey,
                Literal.initial(each.type()),
                new Choice(isBetter, key.read(), bestKey.read(), each.type())),
            new Loop.State(
                best, Literal.NULL, new Choice(isBetter, element.read(), best.read(), best.type())),
            new Loop.State(started, Literal.FALSE, Literal.TRUE)),
        Optional.empty(),
        best.read());
  }
}
