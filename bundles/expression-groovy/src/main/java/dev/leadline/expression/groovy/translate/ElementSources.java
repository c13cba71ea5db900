package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.code.Test;
import dev.leadline.expression.groovy.code.Walk;
import dev.leadline.expression.groovy.member.ScalaTypes;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Values;
import dev.leadline.expression.groovy.type.StaticType;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;

/** Finds out how a loop comes by the elements of a value. */
final class ElementSources {

  private final Context context;
  private final Calls calls;

  ElementSources(Context context, Calls calls) {
    this.context = context;
    this.calls = calls;
  }

  /**
   * Where a loop's elements come from.
   *
   * @param walk how it comes by them
   * @param element what they are
   */
  record ElementSource(Walk walk, StaticType element) {}

  /** Whether values of the type are elements in a row. */
  static boolean isSeveral(StaticType type) {
    return type.isArray()
        || type.is(Iterable.class)
        || ScalaTypes.collection(type.raw()).isPresent();
  }

  /** Of arrays, Iterables, maps, Scala's collections, and of what only the run time knows. */
  ElementSource of(Term receiver, ASTNode node) {
    context.callsApplication();
    StaticType type = receiver.type();
    if (type.isArray()) {
      return new ElementSource(Walk.array(receiver), type.component());
    }
    if (type.raw() == Object.class) {
      return iterable(
          Calls.runtime(Values.class, "elements", StaticType.of(Iterable.class), receiver));
    }
    if (type.is(Map.class)) {
      StaticType entry =
          StaticType.of(
              Map.Entry.class, type.argumentAs(Map.class, 0), type.argumentAs(Map.class, 1));
      return iterable(
          Calls.runtime(Values.class, "entries", StaticType.of(Iterable.class, entry), receiver));
    }
    Optional<Class<?>> scala = ScalaTypes.collection(type.raw());
    return scala.isPresent() && !type.is(Iterable.class)
        ? scala(receiver, scala.get(), node)
        : iterable(receiver);
  }

  private static ElementSource iterable(Term source) {
    StaticType element = source.type().argumentAs(Iterable.class, 0);
    return new ElementSource(Walk.iterable(source, element), element);
  }

  private ElementSource scala(Term receiver, Class<?> collection, ASTNode node) {
    ScalaTypes.Iteration iteration =
        ScalaTypes.iteration(collection)
            .filter(found -> !ScalaTypes.isLazy(receiver.type().raw()))
            .orElseThrow(
                () ->
                    context.problem(
                        Report.NOT_READ_ONLY,
                        node,
                        receiver.type() + " computes its elements when they are looked at",
                        ""));
    StaticType element = receiver.type().argumentAs(collection, 0);
    Local iterator = new Local("iterator", StaticType.of(iteration.iterator().getReturnType()));
    Walk walk =
        new Walk.ByIterator(
            iterator,
            calls.internal(iteration.iterator(), receiver, iterator.type(), node),
            Test.of(calls.internal(iteration.hasNext(), iterator.read(), StaticType.BOOLEAN, node)),
            calls.internal(iteration.next(), iterator.read(), element, node));
    return new ElementSource(walk, element);
  }
}
