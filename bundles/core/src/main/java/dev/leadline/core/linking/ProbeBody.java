package dev.leadline.core.linking;

import dev.leadline.core.linking.BodyPlan.MetricPlan;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.HitGate;
import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.tally.ThreadSheets;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the code that runs at a hit: one static method of a hidden class per probe.
 *
 * <p>Straight-line code rather than a tree of method handle combinators: it starts fast in the
 * interpreter, its call sites have type profiles of their own (so that recording into a provider is
 * inlined per probe), and a stack trace names it. All live objects are constants. Every Throwable
 * is caught in here: the application's bytecode has no handler of ours.
 */
final class ProbeBody {

  /** Internal name; the hidden class means itself by it. */
  static final String NAME = "dev/leadline/core/linking/ProbeBody$Hit";

  private static final String GATE = Type.getInternalName(HitGate.class);
  private static final String GUARD = Type.getInternalName(ReentrancyGuard.class);

  private final BodyPlan plan;
  private final BodyConstants constants = new BodyConstants(NAME);
  private final Label end = new Label();

  /** Local with this thread's mark, while this body holds it. */
  private int mark;

  private ProbeBody(BodyPlan plan) {
    this.plan = plan;
  }

  /** The code for a call site of the plan's type. */
  static MethodHandle create(BodyPlan plan) {
    return new ProbeBody(plan).define();
  }

  private MethodHandle define() {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String left, String right) {
            // Locals that merge are label values and series: Object will do, and no class is loaded
            // to find out.
            return "java/lang/Object";
          }
        };
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        NAME,
        null,
        "java/lang/Object",
        null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_STATIC, "hit", plan.siteType().toMethodDescriptorString(), null, null);
    code.visitCode();
    emit(new BodyCode(code, plan, constants));
    code.visitMaxs(0, 0);
    code.visitEnd();
    new FailureCode(plan, constants).emit(writer);
    constants.emitFields(writer);
    writer.visitEnd();
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(writer.toByteArray(), constants.values(), true);
      return hidden.findStatic(hidden.lookupClass(), "hit", plan.siteType());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a body of our own cannot be defined", e);
    }
  }

  private void emit(BodyCode body) {
    MethodVisitor code = body.code();
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    Label counted = new Label();
    Label lost = new Label();
    body.emitPrepare();
    emitNoMark(code, body);
    code.visitLabel(start);
    body.emitFindSheet();
    emitGuard(body);
    body.emitMeasure();
    emitControls(body);
    if (plan.isRecording()) {
      body.emitCount(plan.figures().fireTally());
    }
    for (int i = 0; i < plan.missing() && plan.isRecording(); i++) {
      body.emitDrop(Drop.VALUE_NOT_COMPILED);
    }
    for (MetricPlan metric : plan.metrics()) {
      new MetricCode(body, metric).emit();
    }
    code.visitLabel(end);
    emitLeave(code);
    body.emitMeasured();
    if (plan.isGuarded()) {
      body.emitSheetLeave();
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(stop);
    // Our own mistake, or an Error such as StackOverflowError: counted, never passed on.
    code.visitLabel(failed);
    emitLeave(code);
    body.emitProbeFailure("probe");
    body.emitMeasured();
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(counted);
    // Not even counting it worked: no stack or no memory is left.
    code.visitLabel(lost);
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.RETURN);
    code.visitTryCatchBlock(start, stop, failed, null);
    code.visitTryCatchBlock(failed, counted, lost, null);
  }

  /** This body has not marked the thread. */
  private void emitNoMark(MethodVisitor code, BodyCode body) {
    if (plan.isGuarded()) {
      mark = body.newLocal(long[].class);
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitVarInsn(Opcodes.ASTORE, mark);
    }
  }

  private void emitGuard(BodyCode body) {
    MethodVisitor code = body.code();
    Label free = new Label();
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
    // Not through `end`: this thread's mark belongs to the expression that it is inside of.
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(free);
  }

  private void emitLeave(MethodVisitor code) {
    if (plan.isGuarded()) {
      Label unmarked = new Label();
      code.visitVarInsn(Opcodes.ALOAD, mark);
      code.visitJumpInsn(Opcodes.IFNULL, unmarked);
      code.visitVarInsn(Opcodes.ALOAD, mark);
      code.visitIntInsn(Opcodes.BIPUSH, ThreadSheets.INSIDE);
      code.visitInsn(Opcodes.LCONST_0);
      code.visitInsn(Opcodes.LASTORE);
      code.visitLabel(unmarked);
    }
  }

  private void emitControls(BodyCode body) {
    MethodVisitor code = body.code();
    if (!plan.isRecording()) {
      body.emitDrop(Drop.NOT_COMPILED);
      code.visitJumpInsn(Opcodes.GOTO, end);
      return;
    }
    if (plan.gate().hasWindow()) {
      constants.load(code, plan.gate(), HitGate.class);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GATE, "isInWindow", "()Z", false);
      code.visitJumpInsn(Opcodes.IFEQ, end);
    }
    plan.condition().ifPresent(condition -> emitCondition(body, condition));
    if (plan.gate().hasLimits()) {
      constants.load(code, plan.gate(), HitGate.class);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GATE, "admit", "()Z", false);
      code.visitJumpInsn(Opcodes.IFEQ, end);
    }
  }

  private void emitCondition(BodyCode body, ExpressionCall condition) {
    MethodVisitor code = body.code();
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    Label isFalse = new Label();
    Label holds = new Label();
    code.visitLabel(start);
    body.emitCall(condition);
    code.visitLabel(stop);
    code.visitJumpInsn(Opcodes.IFEQ, isFalse);
    code.visitJumpInsn(Opcodes.GOTO, holds);
    code.visitLabel(isFalse);
    body.emitDrop(Drop.CONDITION_FALSE);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(failed);
    body.emitFailure(Drop.CONDITION_ERROR, "condition");
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(holds);
    code.visitTryCatchBlock(start, stop, failed, null);
  }
}
