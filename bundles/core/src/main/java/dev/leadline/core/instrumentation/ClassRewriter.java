package dev.leadline.core.instrumentation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes a class file anew, with some methods replaced. All others are copied byte for byte, the
 * constant pool is kept and only added to, and nothing is computed.
 */
final class ClassRewriter extends ClassVisitor {

  private final Map<String, MethodNode> replacements;
  private final MethodParameterNames names;
  private boolean restored;

  private ClassRewriter(
      ClassVisitor next, Map<String, MethodNode> replacements, MethodParameterNames names) {
    super(Opcodes.ASM9, next);
    this.replacements = replacements;
    this.names = names;
  }

  /** The new bytes. */
  static byte[] write(
      ClassReader reader, Map<String, MethodNode> replacements, MethodParameterNames names) {
    ClassWriter writer = new FixedClassWriter(reader);
    reader.accept(new ClassRewriter(writer, replacements, names), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** The bytes with the missing parameter names; null when none are missing. */
  static byte @Nullable [] restore(ClassReader reader, MethodParameterNames names) {
    ClassWriter writer = new FixedClassWriter(reader);
    ClassRewriter rewriter = new ClassRewriter(writer, Map.of(), names);
    reader.accept(rewriter, ClassReader.EXPAND_FRAMES);
    return rewriter.restored ? writer.toByteArray() : null;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    boolean raise = !replacements.isEmpty() && (version & 0xFFFF) == Opcodes.V1_6;
    super.visit(raise ? Opcodes.V1_7 : version, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    List<MethodParameterNames.MethodParameter> parameters = names.of(name, descriptor);
    MethodNode replacement = replacements.get(name + descriptor);
    if (replacement != null) {
      addParameters(replacement, parameters);
      replacement.accept(cv);
      return null;
    }
    if (parameters.isEmpty()) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    return new RestoredMethod(access, name, descriptor, signature, exceptions, parameters);
  }

  private void addParameters(
      MethodNode method, List<MethodParameterNames.MethodParameter> parameters) {
    if ((method.parameters != null && !method.parameters.isEmpty()) || parameters.isEmpty()) {
      return;
    }
    restored = true;
    for (MethodParameterNames.MethodParameter parameter : parameters) {
      method.visitParameter(
          parameter.name().isEmpty() ? null : parameter.name(), parameter.access());
    }
  }

  /** A method that is read whole, because a copied one keeps its attributes as they are. */
  private final class RestoredMethod extends MethodNode {
    private final List<MethodParameterNames.MethodParameter> names;

    RestoredMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions,
        List<MethodParameterNames.MethodParameter> names) {
      super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
      this.names = names;
    }

    @Override
    public void visitEnd() {
      addParameters(this, names);
      accept(ClassRewriter.this.cv);
    }
  }

  /** ASM asks for common superclasses only when it computes frames, which it must not do here. */
  private static final class FixedClassWriter extends ClassWriter {
    FixedClassWriter(ClassReader reader) {
      super(reader, 0);
    }

    @Override
    protected String getCommonSuperClass(String left, String right) {
      throw new IllegalStateException("frames are never computed: " + left + ", " + right);
    }
  }
}
