package dev.leadline.core.linking;

import dev.leadline.core.linking.BodyPlan.MetricPlan;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.HitGate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the code that runs at a hit: a static method of a hidden class per probe, and a second one
 * for hits that are out of the ordinary.
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

  private final BodyPlan plan;
  private final BodyConstants constants = new BodyConstants(NAME);

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
    emit(writer, BodyCode.HIT);
    emit(writer, BodyCode.WATCHED);
    new FailureCode(plan, constants).emit(writer);
    constants.emitFields(writer);
    writer.visitEnd();
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(writer.toByteArray(), constants.values(), true);
      return hidden.findStatic(hidden.lookupClass(), BodyCode.HIT, plan.siteType());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a body of our own cannot be defined", e);
    }
  }

  private void emit(ClassWriter writer, String method) {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_STATIC, method, plan.siteType().toMethodDescriptorString(), null, null);
    code.visitCode();
    emit(new BodyCode(method, code, plan, constants));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void emit(BodyCode body) {
    MethodVisitor code = body.code();
    Label end = new Label();
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    Label counted = new Label();
    Label lost = new Label();
    HitFrameCode frame = new HitFrameCode(body);
    frame.emitPrepare();
    code.visitLabel(start);
    frame.emitEnter();
    emitControls(body, end);
    if (plan.isRecording()) {
      body.emitFrequentCount(plan.figures().fireTally());
    }
    for (int i = 0; i < plan.missing() && plan.isRecording(); i++) {
      body.emitDrop(Drop.VALUE_NOT_COMPILED);
    }
    for (MetricPlan metric : plan.metrics()) {
      new MetricCode(body, frame, metric).emit();
    }
    code.visitLabel(end);
    frame.emitLeave();
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(stop);
    // Our own mistake, or an Error such as StackOverflowError: counted, never passed on.
    code.visitLabel(failed);
    frame.emitLost();
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(counted);
    // Not even counting it worked: no stack or no memory is left.
    code.visitLabel(lost);
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.RETURN);
    code.visitTryCatchBlock(start, stop, failed, null);
    code.visitTryCatchBlock(failed, counted, lost, null);
  }

  private void emitControls(BodyCode body, Label end) {
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
    plan.condition().ifPresent(condition -> emitCondition(body, condition, end));
    if (plan.gate().hasLimits()) {
      constants.load(code, plan.gate(), HitGate.class);
      body.emitSheet();
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GATE, "admit", "([J)Z", false);
      code.visitJumpInsn(Opcodes.IFEQ, end);
    }
  }

  private void emitCondition(BodyCode body, ExpressionCall condition, Label end) {
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
    body.emitFrequentCount(plan.figures().tally(Drop.CONDITION_FALSE));
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(failed);
    body.emitFailure(Drop.CONDITION_ERROR, "condition");
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(holds);
    code.visitTryCatchBlock(start, stop, failed, null);
  }
}
