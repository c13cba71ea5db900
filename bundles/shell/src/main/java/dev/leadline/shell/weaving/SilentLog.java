package dev.leadline.shell.weaving;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes JLine's own log silent. It would start {@code java.util.logging}, whose set-up is the
 * application's, and write into the application's log.
 */
public final class SilentLog {

  /** The class that it is for. */
  public static final String CLASS = "org.jline.utils.Log";

  private SilentLog() {}

  /** The class, with methods that do nothing and answer false. */
  public static byte[] silence(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            if ("<clinit>".equals(name)) {
              return null;
            }
            boolean isSpeaking = "logr".equals(name) || "isEnabled".equals(name);
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return isSpeaking ? mute(next, descriptor.endsWith("Z")) : next;
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Writes the body, and takes no other. */
  private static MethodVisitor mute(MethodVisitor body, boolean answers) {
    body.visitCode();
    if (answers) {
      body.visitInsn(Opcodes.ICONST_0); // stack: false
      body.visitInsn(Opcodes.IRETURN);
    } else {
      body.visitInsn(Opcodes.RETURN);
    }
    body.visitMaxs(1, 2);
    body.visitEnd();
    return new MethodVisitor(Opcodes.ASM9) {};
  }
}
