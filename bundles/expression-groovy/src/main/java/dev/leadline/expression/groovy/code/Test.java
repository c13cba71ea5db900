package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.Opcodes;

/** A term with a {@code boolean} value that can also be a jump, so that tests cost no 0 and 1. */
public interface Test extends Term {

  /** Jumps to the label when the value is {@code when}, goes on otherwise. */
  void jump(Emitter out, Label target, boolean when);

  @Override
  default StaticType type() {
    return StaticType.BOOLEAN;
  }

  @Override
  default void emit(Emitter out) {
    Label isTrue = new Label();
    Label end = new Label();
    jump(out, isTrue, true);
    out.code().visitInsn(Opcodes.ICONST_0);
    out.code().visitJumpInsn(Opcodes.GOTO, end);
    out.code().visitLabel(isTrue);
    out.code().visitInsn(Opcodes.ICONST_1);
    out.code().visitLabel(end);
    // stack: 0 or 1
  }

  /** Any boolean term as a test. */
  static Test of(Term term) {
    return term instanceof Test test ? test : new BooleanValue(term);
  }

  /** A boolean value, such as a method's result. */
  record BooleanValue(Term term) implements Test {
    @Override
    public void jump(Emitter out, Label target, boolean when) {
      term.emit(out);
      out.code().visitJumpInsn(when ? Opcodes.IFNE : Opcodes.IFEQ, target);
    }

    @Override
    public void emit(Emitter out) {
      term.emit(out);
    }
  }

  /** The opposite. */
  record Not(Test test) implements Test {
    @Override
    public void jump(Emitter out, Label target, boolean when) {
      test.jump(out, target, !when);
    }
  }

  /** {@code &&} or {@code ||}; the right side runs only when it decides. */
  record Junction(boolean and, Test left, Test right) implements Test {
    @Override
    public void jump(Emitter out, Label target, boolean when) {
      if (and != when) {
        // a && b is false as soon as a is; a || b is true as soon as a is.
        left.jump(out, target, when);
        right.jump(out, target, when);
      } else {
        Label end = new Label();
        left.jump(out, end, !when);
        right.jump(out, target, when);
        out.code().visitLabel(end);
      }
    }
  }

  /** Whether a reference is null. */
  record IsNull(Term term) implements Test {
    @Override
    public void jump(Emitter out, Label target, boolean when) {
      term.emit(out);
      out.code().visitJumpInsn(when ? Opcodes.IFNULL : Opcodes.IFNONNULL, target);
    }
  }

  /** Whether two references are the same object. */
  record IsSame(Term left, Term right) implements Test {
    @Override
    public void jump(Emitter out, Label target, boolean when) {
      left.emit(out);
      right.emit(out);
      out.code().visitJumpInsn(when ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE, target);
    }
  }
}
