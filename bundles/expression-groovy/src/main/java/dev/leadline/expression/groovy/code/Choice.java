package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.Opcodes;

/** One of two values; both have the carrier of the type, or are null. */
public record Choice(Test test, Term whenTrue, Term whenFalse, StaticType type) implements Term {

  public Choice {
    whenTrue = fit(whenTrue, type);
    whenFalse = fit(whenFalse, type);
  }

  private static Term fit(Term term, StaticType type) {
    return term.type().isNull() ? term : Convert.to(type, term);
  }

  @Override
  public void emit(Emitter out) {
    Label otherwise = new Label();
    Label end = new Label();
    test.jump(out, otherwise, false);
    whenTrue.emit(out);
    out.code().visitJumpInsn(Opcodes.GOTO, end);
    out.code().visitLabel(otherwise);
    whenFalse.emit(out);
    out.code().visitLabel(end);
    out.merged(type.raw());
  }
}
