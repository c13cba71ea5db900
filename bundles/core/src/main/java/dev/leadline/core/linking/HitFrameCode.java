package dev.leadline.core.linking;

import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.tally.ThreadSheets;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes how a hit begins and how it ends: the thread's sheet, its mark, and the meter. */
final class HitFrameCode {

  private static final String SHEETS = Type.getInternalName(ThreadSheets.class);
  private static final String GUARD = Type.getInternalName(ReentrancyGuard.class);
  private static final String METER = Type.getInternalName(CostMeter.class);

  private final BodyCode body;
  private final BodyPlan plan;
  private final MethodVisitor code;
  private final int started;
  private final int failed;

  /** Local with this thread's mark, while this body holds it. */
  private final int mark;

  HitFrameCode(BodyCode body) {
    this.body = body;
    this.plan = body.plan();
    this.code = body.code();
    this.started = body.newLocal(long.class);
    this.failed = body.newLocal(boolean.class);
    this.mark = body.newLocal(long[].class);
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

  /** The hit begins: finds this thread's sheet, and whether it is inside of anything. */
  void emitEnter() {
    if (body.isWatched()) {
      emitFindOut();
    } else {
      emitEnterFree();
    }
  }

  /** There is nothing to find out: such a hit has no start, and leaves without a call. */
  private void emitEnterFree() {
    Label slow = new Label();
    Label quick = new Label();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SHEETS, "free", "()[J", false);
    code.visitInsn(Opcodes.DUP);
    body.emitStoreSheet();
    code.visitJumpInsn(Opcodes.IFNULL, slow);
    body.constants().load(code, plan.meter(), CostMeter.class);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METER, "isAttentive", "()Z", false);
    code.visitJumpInsn(Opcodes.IFEQ, quick);
    code.visitLabel(slow);
    body.emitVariables();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        ProbeBody.NAME,
        BodyCode.WATCHED,
        plan.siteType().toMethodDescriptorString(),
        false);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(quick);
    if (plan.isGuarded()) {
      body.emitSheet();
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(Opcodes.ASTORE, mark);
      code.visitIntInsn(Opcodes.BIPUSH, ThreadSheets.MARK);
      code.visitLdcInsn(ThreadSheets.INSIDE);
      code.visitInsn(Opcodes.LASTORE);
    }
  }

  private void emitFindOut() {
    Label free = new Label();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SHEETS, "entered", "()[J", false);
    body.emitStoreSheet();
    body.emitSheet();
    if (plan.isGuarded()) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "enter", "([J)[J", false);
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(Opcodes.ASTORE, mark);
      code.visitJumpInsn(Opcodes.IFNONNULL, free);
    } else {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "isInside", "([J)Z", false);
      code.visitJumpInsn(Opcodes.IFEQ, free);
    }
    body.emitDrop(Drop.REENTRANT);
    // The mark belongs to the expression that this thread is inside of, and stays.
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(free);
    body.constants().load(code, plan.meter(), CostMeter.class);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METER, "enter", "()J", false);
    code.visitVarInsn(Opcodes.LSTORE, started);
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
    if (plan.isGuarded() && body.isWatched()) {
      body.emitSheet();
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
    body.constants().load(code, plan.meter(), CostMeter.class);
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
    body.emitFailure(Drop.PROBE_ERROR, where);
  }
}
