package dev.leadline.core.linking;

import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.tally.LongTally;
import dev.leadline.core.tally.ThreadSheets;
import java.lang.invoke.MethodHandle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method of a body while it is written: its visitor, its locals, and the phrases that all parts
 * use.
 */
final class BodyCode {

  private static final String SHEETS = Type.getInternalName(ThreadSheets.class);
  private static final String GUARD = Type.getInternalName(ReentrancyGuard.class);
  private static final String TALLY = Type.getInternalName(LongTally.class);
  private static final String METER = Type.getInternalName(CostMeter.class);
  private static final String DROP = Type.getDescriptor(Drop.class);

  private final MethodVisitor code;
  private final BodyPlan plan;
  private final BodyConstants constants;
  private final int[] slots;
  private final int sheet;
  private final int started;
  private final int failed;

  /** Local with this thread's mark, while this body holds it. */
  private final int mark;

  private int nextLocal;

  BodyCode(MethodVisitor code, BodyPlan plan, BodyConstants constants) {
    this.code = code;
    this.plan = plan;
    this.constants = constants;
    this.slots = new int[plan.siteType().parameterCount()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = newLocal(plan.siteType().parameterType(i));
    }
    this.sheet = newLocal(long[].class);
    this.started = newLocal(long.class);
    this.failed = newLocal(boolean.class);
    this.mark = newLocal(long[].class);
  }

  /** Comes before everything that may throw. */
  void emitPrepare() {
    code.visitInsn(Opcodes.LCONST_0);
    code.visitVarInsn(Opcodes.LSTORE, started);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, failed);
    if (plan.isGuarded()) {
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitVarInsn(Opcodes.ASTORE, mark);
    }
  }

  /**
   * The hit begins: finds this thread's sheet, and whether there is anything to find out before it
   * may go on. In almost all hits there is not; those have no start, and leave without a call.
   */
  void emitEnter() {
    Label slow = new Label();
    Label quick = new Label();
    Label free = new Label();
    Label go = new Label();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SHEETS, "free", "()[J", false);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ASTORE, sheet);
    code.visitJumpInsn(Opcodes.IFNULL, slow);
    constants.load(code, plan.meter(), CostMeter.class);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METER, "isAttentive", "()Z", false);
    code.visitJumpInsn(Opcodes.IFEQ, quick);
    code.visitLabel(slow);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SHEETS, "entered", "()[J", false);
    code.visitVarInsn(Opcodes.ASTORE, sheet);
    emitSheet();
    if (plan.isGuarded()) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "enter", "([J)[J", false);
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(Opcodes.ASTORE, mark);
      code.visitJumpInsn(Opcodes.IFNONNULL, free);
    } else {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "isInside", "([J)Z", false);
      code.visitJumpInsn(Opcodes.IFEQ, free);
    }
    emitDrop(Drop.REENTRANT);
    // The mark belongs to the expression that this thread is inside of, and stays.
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(free);
    constants.load(code, plan.meter(), CostMeter.class);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METER, "enter", "()J", false);
    code.visitVarInsn(Opcodes.LSTORE, started);
    code.visitJumpInsn(Opcodes.GOTO, go);
    code.visitLabel(quick);
    if (plan.isGuarded()) {
      emitSheet();
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(Opcodes.ASTORE, mark);
      code.visitIntInsn(Opcodes.BIPUSH, ThreadSheets.MARK);
      code.visitLdcInsn(ThreadSheets.INSIDE);
      code.visitInsn(Opcodes.LASTORE);
    }
    code.visitLabel(go);
  }

  /** The hit is over. */
  void emitLeave() {
    Label done = new Label();
    emitUnmark();
    code.visitVarInsn(Opcodes.LLOAD, started);
    code.visitInsn(Opcodes.LCONST_0);
    code.visitInsn(Opcodes.LCMP);
    code.visitJumpInsn(Opcodes.IFEQ, done);
    emitMeasured();
    if (plan.isGuarded()) {
      emitSheet();
      code.visitMethodInsn(Opcodes.INVOKESTATIC, SHEETS, "leave", "([J)V", false);
    }
    code.visitLabel(done);
  }

  /** This thread is inside of nothing; without a call, for which there may be no stack. */
  private void emitUnmark() {
    if (!plan.isGuarded()) {
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, mark);
    code.visitIntInsn(Opcodes.BIPUSH, ThreadSheets.MARK);
    code.visitVarInsn(Opcodes.ALOAD, mark);
    code.visitIntInsn(Opcodes.BIPUSH, ThreadSheets.RESTING);
    code.visitInsn(Opcodes.LALOAD);
    code.visitInsn(Opcodes.LASTORE);
  }

  /** The hit is over before its time, wherever it was. Stack: .., throwable -> .. */
  void emitLost() {
    if (plan.isGuarded()) {
      Label unmarked = new Label();
      code.visitVarInsn(Opcodes.ALOAD, mark);
      code.visitJumpInsn(Opcodes.IFNULL, unmarked);
      emitUnmark();
      code.visitLabel(unmarked);
    }
    emitProbeFailure("probe");
    emitMeasured();
  }

  private void emitMeasured() {
    constants.load(code, plan.meter(), CostMeter.class);
    code.visitVarInsn(Opcodes.LLOAD, started);
    code.visitVarInsn(Opcodes.ILOAD, failed);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METER, "leave", "(JZ)V", false);
  }

  /** A step of our own threw. Stack: .., throwable -> .. */
  void emitProbeFailure(String where) {
    code.visitInsn(Opcodes.ICONST_1);
    code.visitVarInsn(Opcodes.ISTORE, failed);
    // It has to leave by the meter, whether it entered there or not; a nanosecond is nothing.
    code.visitVarInsn(Opcodes.LLOAD, started);
    code.visitInsn(Opcodes.LCONST_1);
    code.visitInsn(Opcodes.LOR);
    code.visitVarInsn(Opcodes.LSTORE, started);
    emitFailure(Drop.PROBE_ERROR, where);
  }

  MethodVisitor code() {
    return code;
  }

  BodyConstants constants() {
    return constants;
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

  /** Pushes this thread's sheet. Stack: .. -> .., sheet */
  void emitSheet() {
    code.visitVarInsn(Opcodes.ALOAD, sheet);
  }

  /** Counts. Stack: unchanged */
  void emitDrop(Drop drop) {
    emitCount(figures().tally(drop));
  }

  /** Adds one. Stack: unchanged */
  void emitCount(LongTally tally) {
    constants.load(code, tally, LongTally.class);
    emitSheet();
    code.visitInsn(Opcodes.LCONST_1);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TALLY, "add", "([JJ)V", false);
  }

  /** Counts and keeps the message. Stack: .., throwable -> .. */
  void emitFailure(Drop drop, String where) {
    code.visitFieldInsn(Opcodes.GETSTATIC, Type.getInternalName(Drop.class), drop.name(), DROP);
    code.visitInsn(Opcodes.SWAP);
    code.visitLdcInsn(where);
    code.visitInsn(Opcodes.SWAP);
    // stack: drop, where, throwable
    if (FailureCode.takesVariables(plan)) {
      for (int i = 0; i < slots.length; i++) {
        load(i);
      }
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
