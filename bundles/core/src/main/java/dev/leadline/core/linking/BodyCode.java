package dev.leadline.core.linking;

import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.tally.LongTally;
import java.lang.invoke.MethodHandle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method of a body while it is written: its visitor, its locals, and the phrases that all parts
 * use.
 *
 * <p>There are two methods. {@link #HIT} is for almost all hits: the thread has a sheet and is
 * inside of nothing, and nobody measures. All others go on in {@link #WATCHED}, which finds out.
 * They are two, and not one with a way around, because where ways meet again the JIT knows less
 * than on each of them: lengths and marks would be looked at again, a third of all instructions.
 */
final class BodyCode {

  private static final String TALLY = Type.getInternalName(LongTally.class);
  private static final String DROP = Type.getDescriptor(Drop.class);

  static final String HIT = "hit";
  static final String WATCHED = "watched";

  private final MethodVisitor code;
  private final boolean isWatched;
  private final BodyPlan plan;
  private final BodyConstants constants;
  private final int[] slots;
  private final int sheet;

  private int nextLocal;

  /**
   * @param name of the method
   */
  BodyCode(String name, MethodVisitor code, BodyPlan plan, BodyConstants constants) {
    this.isWatched = name.equals(WATCHED);
    this.code = code;
    this.plan = plan;
    this.constants = constants;
    this.slots = new int[plan.siteType().parameterCount()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = newLocal(plan.siteType().parameterType(i));
    }
    this.sheet = newLocal(long[].class);
  }

  MethodVisitor code() {
    return code;
  }

  BodyConstants constants() {
    return constants;
  }

  BodyPlan plan() {
    return plan;
  }

  Figures figures() {
    return plan.figures();
  }

  int newLocal(Class<?> type) {
    int local = nextLocal;
    nextLocal += type == long.class || type == double.class ? 2 : 1;
    return local;
  }

  /** Runs an expression. Stack: .. -> .., result */
  void emitCall(ExpressionCall call) {
    constants.load(code, call.handle(), MethodHandle.class);
    for (int parameter : call.parameters()) {
      load(parameter);
    }
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/invoke/MethodHandle",
        "invokeExact",
        call.handle().type().toMethodDescriptorString(),
        false);
  }

  /** Stores this thread's sheet. Stack: .., sheet -> .. */
  void emitStoreSheet() {
    code.visitVarInsn(Opcodes.ASTORE, sheet);
  }

  /** Pushes this thread's sheet. Stack: .. -> .., sheet */
  void emitSheet() {
    code.visitVarInsn(Opcodes.ALOAD, sheet);
  }

  /** Pushes what the call site passes. Stack: .. -> .., variables */
  void emitVariables() {
    for (int i = 0; i < slots.length; i++) {
      load(i);
    }
  }

  /** Counts. Stack: unchanged */
  void emitDrop(Drop drop) {
    emitCount(figures().tally(drop));
  }

  /** Adds one. Stack: unchanged */
  private void emitCount(LongTally tally) {
    constants.load(code, tally, LongTally.class);
    emitSheet();
    code.visitInsn(Opcodes.LCONST_1);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TALLY, "add", "([JJ)V", false);
  }

  /** Adds one, where many hits come by. Stack: unchanged */
  void emitFrequentCount(LongTally tally) {
    int column = tally.claim();
    if (column < 0) {
      emitCount(tally);
      return;
    }
    constants.load(code, tally, LongTally.class);
    emitSheet();
    code.visitLdcInsn(column);
    code.visitInsn(Opcodes.LCONST_1);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TALLY, addAt(), "([JIJ)V", false);
  }

  /** Whether it is the method for hits that are out of the ordinary. */
  boolean isWatched() {
    return isWatched;
  }

  /** The method of a tally that adds to a constant column. */
  String addAt() {
    return isWatched ? "addAt" : "addOwn";
  }

  /** Counts and keeps the message. Stack: .., throwable -> .. */
  void emitFailure(Drop drop, String where) {
    code.visitFieldInsn(Opcodes.GETSTATIC, Type.getInternalName(Drop.class), drop.name(), DROP);
    code.visitInsn(Opcodes.SWAP);
    code.visitLdcInsn(where);
    code.visitInsn(Opcodes.SWAP);
    // stack: drop, where, throwable
    if (FailureCode.takesVariables(plan)) {
      emitVariables();
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        ProbeBody.NAME,
        FailureCode.METHOD,
        FailureCode.descriptor(plan),
        false);
  }

  private void load(int parameter) {
    Class<?> type = plan.siteType().parameterType(parameter);
    code.visitVarInsn(Type.getType(type).getOpcode(Opcodes.ILOAD), slots[parameter]);
  }
}
