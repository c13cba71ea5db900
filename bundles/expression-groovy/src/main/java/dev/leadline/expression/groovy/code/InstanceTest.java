package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.Carriers;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;

/** {@code x instanceof T}, also for a T that the bytecode can't name. */
public record InstanceTest(Term term, Class<?> wanted) implements Test {

  @Override
  public void jump(Emitter out, Label target, boolean when) {
    if (Carriers.isVisible(wanted)) {
      term.emit(out);
      out.code().visitTypeInsn(Opcodes.INSTANCEOF, Type.getInternalName(wanted));
    } else {
      out.constant(wanted, Class.class);
      term.emit(out);
      out.code()
          .visitMethodInsn(
              Opcodes.INVOKEVIRTUAL,
              "java/lang/Class",
              "isInstance",
              "(Ljava/lang/Object;)Z",
              false);
    }
    out.code().visitJumpInsn(when ? Opcodes.IFNE : Opcodes.IFEQ, target);
  }
}
