package dev.leadline.shell.weaving;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Sends uses of {@code System.in}, {@code out} and {@code err} to the streams of the thread. Each
 * instruction is replaced by one that does the same to the stack, so nothing else changes.
 */
public final class ClassWeaver {

  private static final List<byte[]> WANTED =
      List.of(ascii("java/lang/System"), ascii("printStackTrace"), ascii("setDaemon"));

  private ClassWeaver() {}

  /** A class of another maker's; empty when there is nothing to change. */
  public static Optional<byte[]> weave(byte[] classFile) {
    return weave(classFile, false);
  }

  /**
   * A class of the shell library, whose threads must be daemons too; empty when there is nothing to
   * change.
   */
  public static Optional<byte[]> weaveLibrary(byte[] classFile) {
    return weave(classFile, true);
  }

  private static Optional<byte[]> weave(byte[] classFile, boolean isLibrary) {
    if (WANTED.stream().noneMatch(text -> contains(classFile, text))) {
      return Optional.empty();
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    Weaving weaving = new Weaving(writer, isLibrary);
    reader.accept(weaving, 0);
    return weaving.changed ? Optional.of(writer.toByteArray()) : Optional.empty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      int j = 0;
      while (j < wanted.length && bytes[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private static final class Weaving extends ClassVisitor {

    private final boolean isLibrary;
    private boolean changed;

    Weaving(ClassVisitor next, boolean isLibrary) {
      super(Opcodes.ASM9, next);
      this.isLibrary = isLibrary;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new StreamRedirection(next, isLibrary, () -> changed = true);
    }
  }
}
