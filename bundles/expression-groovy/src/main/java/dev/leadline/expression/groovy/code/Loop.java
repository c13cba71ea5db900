package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import java.util.Optional;

/**
 * A loop over an Iterable or an array, which a closure over a collection becomes: nothing is
 * allocated but the iterator, and each step is counted against the budget.
 *
 * @param source an Iterable or an array
 * @param element has the current element
 * @param states variables that live as long as the loop, in the order in which they step
 * @param exit ends the loop early, tested before the states step
 * @param result the value after the last element
 */
public record Loop(Term source, Local element, List<State> states, Optional<Exit> exit, Term result)
    implements Term {

  /** A variable with what it starts as and what it becomes at each element. */
  public record State(Local local, Term initial, Term next) {}

  /** When to leave early, and with which value. */
  public record Exit(Test test, Term value) {}

  @Override
  public StaticType type() {
    return result.type();
  }

  @Override
  public void emit(Emitter out) {
    for (State state : states) {
      set(out, state.local(), state.initial());
    }
    Label next = new Label();
    Label done = new Label();
    Label left = new Label();
    Label end = new Label();
    if (source.type().isArray()) {
      overArray(out, next, done, left);
    } else {
      overIterator(out, next, done, left);
    }
    out.code().visitLabel(done);
    result.emit(out);
    if (exit.isPresent()) {
      out.code().visitJumpInsn(Opcodes.GOTO, end);
      out.code().visitLabel(left);
      Convert.to(type(), exit.get().value()).emit(out);
      out.code().visitLabel(end);
      out.merged(type().raw());
    }
  }

  private void overIterator(Emitter out, Label next, Label done, Label left) {
    Local iterator = new Local("iterator", StaticType.of(java.util.Iterator.class));
    source.emit(out);
    out.cast(source.type().raw(), Iterable.class);
    out.code()
        .visitMethodInsn(
            Opcodes.INVOKEINTERFACE,
            "java/lang/Iterable",
            "iterator",
            "()Ljava/util/Iterator;",
            true);
    out.store(iterator);
    out.code().visitLabel(next);
    out.load(iterator);
    out.code()
        .visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/Iterator", "hasNext", "()Z", true);
    out.code().visitJumpInsn(Opcodes.IFEQ, done);
    out.step();
    out.load(iterator);
    out.code()
        .visitMethodInsn(
            Opcodes.INVOKEINTERFACE, "java/util/Iterator", "next", "()Ljava/lang/Object;", true);
    out.cast(Object.class, element.type().raw());
    out.store(element);
    body(out, left);
    out.code().visitJumpInsn(Opcodes.GOTO, next);
  }

  private void overArray(Emitter out, Label next, Label done, Label left) {
    Local array = new Local("array", source.type());
    Local index = new Local("index", StaticType.INT);
    set(out, array, source);
    set(out, index, Literal.of(0));
    out.code().visitLabel(next);
    new Comparison(Comparison.Operation.LESS, index.read(), new ArrayTerm.Length(array.read()))
        .jump(out, done, false);
    out.step();
    set(out, element, new ArrayTerm.Element(array.read(), index.read()));
    set(out, index, new Arithmetic(Arithmetic.Operation.ADD, index.read(), Literal.of(1)));
    body(out, left);
    out.code().visitJumpInsn(Opcodes.GOTO, next);
  }

  private void body(Emitter out, Label left) {
    exit.ifPresent(leave -> leave.test().jump(out, left, true));
    for (State state : states) {
      set(out, state.local(), state.next());
    }
  }

  private static void set(Emitter out, Local local, Term value) {
    Term fitting = value.type().isNull() ? value : Convert.to(local.type(), value);
    fitting.emit(out);
    if (!value.type().isNull() && value.type().raw() != local.type().raw()) {
      // Each pass must leave the very same type, or the verifier forgets it at the loop's head.
      out.merged(local.type().raw());
    }
    out.store(local);
  }
}
