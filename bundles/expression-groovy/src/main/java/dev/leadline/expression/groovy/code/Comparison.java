package dev.leadline.expression.groovy.code;

import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.Opcodes;

/**
 * Compares two primitives of one type: int (also char, boolean and smaller), long, float, double.
 */
public record Comparison(Operation operation, Term left, Term right) implements Test {

  /** With the jump to take after a comparison with zero, and the one when it does not hold. */
  public enum Operation {
    EQUAL(Opcodes.IFEQ, Opcodes.IFNE),
    NOT_EQUAL(Opcodes.IFNE, Opcodes.IFEQ),
    LESS(Opcodes.IFLT, Opcodes.IFGE),
    LESS_OR_EQUAL(Opcodes.IFLE, Opcodes.IFGT),
    GREATER(Opcodes.IFGT, Opcodes.IFLE),
    GREATER_OR_EQUAL(Opcodes.IFGE, Opcodes.IFLT);

    private final int holds;
    private final int fails;

    Operation(int holds, int fails) {
      this.holds = holds;
      this.fails = fails;
    }
  }

  @Override
  public void jump(Emitter out, Label target, boolean when) {
    left.emit(out);
    right.emit(out);
    Class<?> type = left.type().raw();
    int zeroJump = when ? operation.holds : operation.fails;
    if (type == long.class) {
      out.code().visitInsn(Opcodes.LCMP);
      out.code().visitJumpInsn(zeroJump, target);
    } else if (type == float.class || type == double.class) {
      // With a NaN every comparison but != is false: so the result of the compare must fail it.
      boolean less = operation == Operation.LESS || operation == Operation.LESS_OR_EQUAL;
      int compare =
          type == float.class
              ? (less ? Opcodes.FCMPG : Opcodes.FCMPL)
              : (less ? Opcodes.DCMPG : Opcodes.DCMPL);
      out.code().visitInsn(compare);
      out.code().visitJumpInsn(zeroJump, target);
    } else {
      // IF_ICMPxx follow IFxx in the same order.
      out.code().visitJumpInsn(zeroJump + (Opcodes.IF_ICMPEQ - Opcodes.IFEQ), target);
    }
  }
}
