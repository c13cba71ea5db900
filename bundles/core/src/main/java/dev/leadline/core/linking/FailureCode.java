package dev.leadline.core.linking;

import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.SiteVariables;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the method of a body's class that is called where something threw: with the variables, so
 * that the message can tell their types. Apart from the body, so that it is not in the JIT's way.
 */
final class FailureCode {

  static final String METHOD = "failed";

  /** JVMS 4.11: a method has at most 255 units of parameters. */
  private static final int MOST_UNITS = 255;

  private static final List<Class<?>> OWN = List.of(Drop.class, String.class, Throwable.class);

  private final BodyPlan plan;
  private final BodyConstants constants;

  FailureCode(BodyPlan plan, BodyConstants constants) {
    this.plan = plan;
    this.constants = constants;
  }

  /** Of the method; its parameters are the drop, the place, the throwable, and the site's. */
  static String descriptor(BodyPlan plan) {
    List<Class<?>> parameters = new ArrayList<>(OWN);
    if (takesVariables(plan)) {
      parameters.addAll(plan.siteType().parameterList());
    }
    return MethodType.methodType(void.class, parameters).toMethodDescriptorString();
  }

  /** A site may pass so many that there is no room for ours. */
  static boolean takesVariables(BodyPlan plan) {
    int units = OWN.size();
    for (Class<?> parameter : plan.siteType().parameterList()) {
      units += Type.getType(parameter).getSize();
    }
    return units <= MOST_UNITS;
  }

  void emit(ClassVisitor body) {
    MethodVisitor code =
        body.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, METHOD, descriptor(plan), null, null);
    code.visitCode();
    constants.load(code, plan.figures(), Figures.class);
    for (int i = 0; i < OWN.size(); i++) {
      code.visitVarInsn(Opcodes.ALOAD, i);
    }
    // stack: figures, drop, where, throwable
    constants.load(
        code, takesVariables(plan) ? plan.variables() : SiteVariables.NONE, SiteVariables.class);
    emitReferences(code);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(Figures.class),
        "failed",
        MethodType.methodType(
                void.class,
                Drop.class,
                String.class,
                Throwable.class,
                SiteVariables.class,
                Object[].class)
            .toMethodDescriptorString(),
        false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Stack: .. -> .., array */
  private void emitReferences(MethodVisitor code) {
    int count = takesVariables(plan) ? plan.siteType().parameterCount() : 0;
    code.visitIntInsn(Opcodes.SIPUSH, count);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    int slot = OWN.size();
    for (int i = 0; i < count; i++) {
      Type type = Type.getType(plan.siteType().parameterType(i));
      if (!plan.siteType().parameterType(i).isPrimitive()) {
        code.visitInsn(Opcodes.DUP);
        code.visitIntInsn(Opcodes.SIPUSH, i);
        code.visitVarInsn(Opcodes.ALOAD, slot);
        code.visitInsn(Opcodes.AASTORE);
      }
      slot += type.getSize();
    }
  }
}
