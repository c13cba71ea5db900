package dev.leadline.core.linking;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The live objects that a generated body uses: static final fields of the hidden class, filled from
 * its class data when it is initialised. The JIT folds them like literals.
 *
 * <p>Not dynamic constants (JVMS 6.5 ldc): those that no hit has reached yet are unresolved, and
 * the compilers of JDK 17 give up on a method with one of them ("could not resolve a constant"), so
 * that the whole body would stay in the interpreter for ever.
 */
final class BodyConstants {

  private static final String DATA = Type.getDescriptor(Object[].class);

  private final String owner;
  private final List<Object> values = new ArrayList<>();
  private final List<Class<?>> types = new ArrayList<>();

  /**
   * @param owner internal name of the class that the fields are in
   */
  BodyConstants(String owner) {
    this.owner = owner;
  }

  /** Pushes the object. Stack: .. -> .., value */
  void load(MethodVisitor code, Object value, Class<?> type) {
    int index = 0;
    // By identity: equals of these objects may be anybody's code.
    while (index < values.size()
        && !(values.get(index) == value && types.get(index).equals(type))) {
      index++;
    }
    if (index == values.size()) {
      values.add(value);
      types.add(type);
    }
    code.visitFieldInsn(Opcodes.GETSTATIC, owner, name(index), Type.getDescriptor(type));
  }

  /** Declares the fields of all constants that were loaded, and fills them. */
  void emitFields(ClassVisitor writer) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(MethodHandles.class),
        "lookup",
        "()Ljava/lang/invoke/MethodHandles$Lookup;",
        false);
    code.visitLdcInsn("_");
    code.visitLdcInsn(Type.getType(Object[].class));
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(MethodHandles.class),
        "classData",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
        false);
    code.visitTypeInsn(Opcodes.CHECKCAST, DATA);
    // stack: data
    for (int i = 0; i < values.size(); i++) {
      Class<?> type = types.get(i);
      writer
          .visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
              name(i),
              Type.getDescriptor(type),
              null,
              null)
          .visitEnd();
      code.visitInsn(Opcodes.DUP);
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitInsn(Opcodes.AALOAD);
      code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(type));
      code.visitFieldInsn(Opcodes.PUTSTATIC, owner, name(i), Type.getDescriptor(type));
    }
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** The class data. */
  Object[] values() {
    return values.toArray();
  }

  private static String name(int index) {
    return "c" + index;
  }
}
