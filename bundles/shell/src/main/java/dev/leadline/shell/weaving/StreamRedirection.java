package dev.leadline.shell.weaving;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Redirects the instructions of one method. */
final class StreamRedirection extends MethodVisitor {

  private static final String TARGET = "dev/leadline/shell/streams/SystemStreams";
  private static final String SYSTEM = "java/lang/System";

  private final boolean isLibrary;
  private final Runnable changed;

  StreamRedirection(MethodVisitor next, boolean isLibrary, Runnable changed) {
    super(Opcodes.ASM9, next);
    this.isLibrary = isLibrary;
    this.changed = changed;
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    boolean isStream =
        opcode == Opcodes.GETSTATIC
            && owner.equals(SYSTEM)
            && (name.equals("in") || name.equals("out") || name.equals("err"));
    if (isStream) {
      redirect(name, "()" + descriptor); // stack: -> stream
    } else {
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL;
    boolean isThrowable = owner.endsWith("Exception") || owner.equals("java/lang/Throwable");
    if (isVirtual && isThrowable && name.equals("printStackTrace") && descriptor.equals("()V")) {
      redirect(name, "(Ljava/lang/Throwable;)V"); // stack: throwable ->
    } else if (isLibrary
        && isVirtual
        && owner.equals("java/lang/Thread")
        && name.equals("setDaemon")) {
      redirect(name, "(Ljava/lang/Thread;Z)V"); // stack: thread, boolean ->
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }

  private void redirect(String name, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, TARGET, name, descriptor, false);
    changed.run();
  }
}
