package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeBlocks;
import dev.leadline.core.instrumentation.flow.CodeIndex;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Whether a class file of Java 6 can be made one of Java 7, for the sake of {@code invokedynamic}:
 * that has no {@code jsr} and {@code ret}, and needs a stack map frame wherever control joins (in
 * Java 6 the JVM falls back to an older verifier when frames are missing).
 */
final class Java6Frames {

  private Java6Frames() {}

  static Optional<Refusal> check(ClassNode type) {
    for (MethodNode method : type.methods) {
      Optional<Refusal> refusal = check(method);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> check(MethodNode method) {
    CodeIndex code = new CodeIndex(method);
    for (int i = 0; i < code.size(); i++) {
      AbstractInsnNode instruction = code.instruction(i);
      if (instruction.getOpcode() == Opcodes.JSR || instruction.getOpcode() == Opcodes.RET) {
        return Optional.of(Refusal.SUBROUTINES);
      }
      for (LabelNode target : CodeBlocks.targets(instruction)) {
        if (code.frameAt(code.indexOf(target)) == null) {
          return Optional.of(Refusal.NO_FRAMES);
        }
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (code.frameAt(code.indexOf(block.handler)) == null) {
        return Optional.of(Refusal.NO_FRAMES);
      }
    }
    return Optional.empty();
  }
}
