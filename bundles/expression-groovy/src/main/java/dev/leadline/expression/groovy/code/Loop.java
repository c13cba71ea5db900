package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import java.util.Optional;

/**
 * A loop, which a closure over a collection becomes: nothing is allocated but the iterator, and
 * each step is counted against the budget.
 *
 * @param source where the elements come from
 * @param element has the current element
 * @param states variables that live as long as the loop, in the order in which they step
 * @param exit ends the loop early, tested before the states step
 * @param result the value after the last element
 */
public record Loop(Walk source, Local element, List<State> states, Optional<Exit> exit, Term result)
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
    source.start(out);
    out.code().visitLabel(next);
    source.advance(out, element, done);
    exit.ifPresent(leave -> leave.test().jump(out, left, true));
    for (State state : states) {
      set(out, state.local(), state.next());
    }
    out.code().visitJumpInsn(Opcodes.GOTO, next);
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

  static void set(Emitter out, Local local, Term value) {
    Term fitting = value.type().isNull() ? value : Convert.to(local.type(), value);
    fitting.emit(out);
    if (!value.type().isNull() && value.type().raw() != local.type().raw()) {
      // Each pass must leave the very same type, or the verifier forgets it at the loop's head.
      out.merged(local.type().raw());
    }
    out.store(local);
  }
}
