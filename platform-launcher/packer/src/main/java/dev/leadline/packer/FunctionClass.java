package dev.leadline.packer;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class that does what a lambda expression or method reference does: it has what the expression
 * captures, and its one method calls the method that the compiler made, or that was named.
 *
 * @param name internal
 * @param nestHost internal name of the class whose private methods it may call
 * @param version of the class file
 * @param factory from what is captured to the functional interface
 * @param method the interface's
 * @param erased its signature in the interface
 * @param target what it calls
 * @param actual its signature where the expression is, at least as specific
 */
record FunctionClass(
    String name,
    String nestHost,
    int version,
    Type factory,
    String method,
    Type erased,
    Handle target,
    Type actual) {

  /** The static method that makes one. */
  static final String OF = "of";

  private static final String OBJECT = "java/lang/Object";
  private static final String INIT = "<init>";
  private static final String INSTANCE = "INSTANCE";

  byte[] toBytes() {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.visit(
        version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        OBJECT,
        new String[] {factory.getReturnType().getInternalName()});
    type.visitNestHost(nestHost);
    Type[] captured = factory.getArgumentTypes();
    for (int i = 0; i < captured.length; i++) {
      type.visitField(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
          field(i),
          captured[i].getDescriptor(),
          null,
          null);
    }
    writeConstructor(type, captured);
    if (captured.length == 0) {
      writeInstance(type);
    }
    writeFactory(type, captured);
    writeMethod(type, captured);
    type.visitEnd();
    return type.toByteArray();
  }

  private static String field(int index) {
    return "captured" + index;
  }

  private void writeConstructor(ClassWriter type, Type[] captured) {
    MethodVisitor code = begin(type, Opcodes.ACC_PRIVATE, INIT, constructor());
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, INIT, "()V", false);
    int slot = 1;
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), slot);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
      slot += captured[i].getSize();
    }
    end(code, Opcodes.RETURN);
  }

  private String constructor() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, factory.getArgumentTypes());
  }

  /** Who captures nothing is there once. */
  private void writeInstance(ClassWriter type) {
    type.visitField(
        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
        INSTANCE,
        "L" + name + ";",
        null,
        null);
    MethodVisitor code = begin(type, Opcodes.ACC_STATIC, "<clinit>", "()V");
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, INIT, "()V", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, INSTANCE, "L" + name + ";");
    end(code, Opcodes.RETURN);
  }

  private void writeFactory(ClassWriter type, Type[] captured) {
    MethodVisitor code = begin(type, Opcodes.ACC_STATIC, OF, factory.getDescriptor());
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, INSTANCE, "L" + name + ";");
    } else {
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      int slot = 0;
      for (Type each : captured) {
        code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), slot);
        slot += each.getSize();
      }
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, INIT, constructor(), false);
    }
    end(code, Opcodes.ARETURN);
  }

  private void writeMethod(ClassWriter type, Type[] captured) {
    MethodVisitor code = begin(type, Opcodes.ACC_PUBLIC, method, erased.getDescriptor());
    boolean isNew = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (isNew) {
      code.visitTypeInsn(Opcodes.NEW, target.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    List<Type> wanted = wanted();
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
      Conversion.emit(code, captured[i], captured[i], wanted.get(i));
    }
    int slot = 1;
    for (int i = 0; i < erased.getArgumentTypes().length; i++) {
      Type given = erased.getArgumentTypes()[i];
      code.visitVarInsn(given.getOpcode(Opcodes.ILOAD), slot);
      Conversion.emit(code, given, actual.getArgumentTypes()[i], wanted.get(captured.length + i));
      slot += given.getSize();
    }
    code.visitMethodInsn(
        instruction(), target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
    Type result =
        isNew ? Type.getObjectType(target.getOwner()) : Type.getReturnType(target.getDesc());
    Type returned = erased.getReturnType();
    if (returned.getSort() == Type.VOID) {
      if (result.getSize() > 0) {
        code.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
      }
    } else {
      Conversion.emit(code, result, result, returned);
    }
    end(code, returned.getOpcode(Opcodes.IRETURN));
  }

  /** The types that the target takes, its receiver first. */
  private List<Type> wanted() {
    List<Type> wanted = new ArrayList<>();
    if (target.getTag() != Opcodes.H_INVOKESTATIC
        && target.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
      wanted.add(Type.getObjectType(target.getOwner()));
    }
    wanted.addAll(List.of(Type.getArgumentTypes(target.getDesc())));
    return wanted;
  }

  private int instruction() {
    return switch (target.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      // A private one, which a nestmate calls like any other (JVMS 5.4.6).
      case Opcodes.H_INVOKESPECIAL, Opcodes.H_INVOKEVIRTUAL ->
          target.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      default -> throw new IllegalArgumentException("no method: " + target);
    };
  }

  private static MethodVisitor begin(ClassWriter type, int access, String name, String descriptor) {
    MethodVisitor code = type.visitMethod(access, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code, int instruction) {
    code.visitInsn(instruction);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
