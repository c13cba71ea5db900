package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;

/** An operation on two primitives of one type (for shifts: the right one is an int). */
public record Arithmetic(Operation operation, Term left, Term right) implements Term {

  /** Operations by their int instruction; the other types follow it in the JVM's numbering. */
  public enum Operation {
    ADD(Opcodes.IADD),
    SUBTRACT(Opcodes.ISUB),
    MULTIPLY(Opcodes.IMUL),
    DIVIDE(Opcodes.IDIV),
    REMAINDER(Opcodes.IREM),
    AND(Opcodes.IAND),
    OR(Opcodes.IOR),
    XOR(Opcodes.IXOR),
    SHIFT_LEFT(Opcodes.ISHL),
    SHIFT_RIGHT(Opcodes.ISHR),
    SHIFT_RIGHT_UNSIGNED(Opcodes.IUSHR);

    private final int opcode;

    Operation(int opcode) {
      this.opcode = opcode;
    }
  }

  @Override
  public StaticType type() {
    return left.type();
  }

  @Override
  public void emit(Emitter out) {
    left.emit(out);
    right.emit(out);
    out.code().visitInsn(Type.getType(type().raw()).getOpcode(operation.opcode));
  }

  /** {@code -x}. */
  public record Negative(Term term) implements Term {
    @Override
    public StaticType type() {
      return term.type();
    }

    @Override
    public void emit(Emitter out) {
      term.emit(out);
      out.code().visitInsn(Type.getType(type().raw()).getOpcode(Opcodes.INEG));
    }
  }
}
