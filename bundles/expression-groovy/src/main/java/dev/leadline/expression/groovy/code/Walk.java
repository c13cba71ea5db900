package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Label;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;

/** How a loop comes by its elements. */
public sealed interface Walk {

  /** What is done once, before the first element. */
  void start(Emitter out);

  /** Takes a step and gives the local the next element, or jumps when there is none. */
  void advance(Emitter out, Local element, Label done);

  /** Through an array. */
  static Walk array(Term array) {
    return new ByIndex(array, new Local("array", array.type()), new Local("index", StaticType.INT));
  }

  /** Through an {@link Iterable}. */
  static Walk iterable(Term source, StaticType element) {
    Local iterator = new Local("iterator", StaticType.of(Iterator.class));
    return new ByIterator(
        iterator,
        new Call.Direct(method(Iterable.class, "iterator"), List.of(source), iterator.type()),
        Test.of(
            new Call.Direct(
                method(Iterator.class, "hasNext"), List.of(iterator.read()), StaticType.BOOLEAN)),
        new Call.Direct(method(Iterator.class, "next"), List.of(iterator.read()), element));
  }

  private static Method method(Class<?> owner, String name) {
    try {
      return owner.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a method of the JDK is missing", e);
    }
  }

  /**
   * With an iterator, of whatever kind.
   *
   * @param iterator has it
   * @param start makes it
   * @param hasNext whether it has another element
   * @param next that element
   */
  record ByIterator(Local iterator, Term start, Test hasNext, Term next) implements Walk {
    @Override
    public void start(Emitter out) {
      start.emit(out);
      out.store(iterator);
    }

    @Override
    public void advance(Emitter out, Local element, Label done) {
      hasNext.jump(out, done, false);
      out.step();
      Loop.set(out, element, next);
    }
  }

  /** Counting. */
  record ByIndex(Term source, Local array, Local index) implements Walk {
    @Override
    public void start(Emitter out) {
      Loop.set(out, array, source);
      Loop.set(out, index, Literal.of(0));
    }

    @Override
    public void advance(Emitter out, Local element, Label done) {
      new Comparison(Comparison.Operation.LESS, index.read(), new ArrayTerm.Length(array.read()))
          .jump(out, done, false);
      out.step();
      Loop.set(out, element, new ArrayTerm.Element(array.read(), index.read()));
      Loop.set(out, index, new Arithmetic(Arithmetic.Operation.ADD, index.read(), Literal.of(1)));
    }
  }
}
