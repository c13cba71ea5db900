package dev.leadline.packer;

import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The conversions that a functional interface makes of arguments and results (JLS 15.13.3). */
final class Conversion {

  private static final String OBJECT = "java/lang/Object";

  private static final Map<Integer, String> WRAPPERS =
      Map.of(
          Type.BOOLEAN, "java/lang/Boolean",
          Type.CHAR, "java/lang/Character",
          Type.BYTE, "java/lang/Byte",
          Type.SHORT, "java/lang/Short",
          Type.INT, "java/lang/Integer",
          Type.LONG, "java/lang/Long",
          Type.FLOAT, "java/lang/Float",
          Type.DOUBLE, "java/lang/Double");

  private static final Map<Integer, String> UNBOXING =
      Map.of(
          Type.BOOLEAN, "booleanValue",
          Type.CHAR, "charValue",
          Type.BYTE, "byteValue",
          Type.SHORT, "shortValue",
          Type.INT, "intValue",
          Type.LONG, "longValue",
          Type.FLOAT, "floatValue",
          Type.DOUBLE, "doubleValue");

  private Conversion() {}

  /**
   * Makes what is on the stack what is wanted.
   *
   * @param given what the verifier knows of it
   * @param actual what it is, in truth
   */
  static void emit(MethodVisitor code, Type given, Type actual, Type wanted) {
    if (isPrimitive(given)) {
      if (isPrimitive(wanted)) {
        widen(code, given, wanted);
      } else {
        box(code, given);
      }
    } else if (isPrimitive(wanted)) {
      unbox(code, given, actual, wanted);
    } else {
      cast(code, given, actual);
      cast(code, actual, wanted);
    }
  }

  private static void cast(MethodVisitor code, Type from, Type to) {
    if (!from.equals(to) && !to.getInternalName().equals(OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private static void box(MethodVisitor code, Type primitive) {
    Type wrapper = Type.getObjectType(wrapperOf(primitive));
    // stack: primitive
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        wrapper.getInternalName(),
        "valueOf",
        Type.getMethodDescriptor(wrapper, primitive),
        false);
  }

  private static void unbox(MethodVisitor code, Type given, Type actual, Type wanted) {
    Type primitive = wanted;
    for (Map.Entry<Integer, String> each : WRAPPERS.entrySet()) {
      if (each.getValue().equals(actual.getInternalName())) {
        primitive = primitive(each.getKey());
      }
    }
    Type wrapper = Type.getObjectType(wrapperOf(primitive));
    cast(code, given, wrapper);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        wrapper.getInternalName(),
        name(UNBOXING, primitive),
        Type.getMethodDescriptor(primitive),
        false);
    widen(code, primitive, wanted);
  }

  private static void widen(MethodVisitor code, Type from, Type to) {
    int source = from.getSort() < Type.INT ? Type.INT : from.getSort();
    int target = to.getSort() < Type.INT ? Type.INT : to.getSort();
    if (source == target) {
      return;
    }
    code.visitInsn(
        switch (source * 16 + target) {
          case Type.INT * 16 + Type.LONG -> Opcodes.I2L;
          case Type.INT * 16 + Type.FLOAT -> Opcodes.I2F;
          case Type.INT * 16 + Type.DOUBLE -> Opcodes.I2D;
          case Type.LONG * 16 + Type.FLOAT -> Opcodes.L2F;
          case Type.LONG * 16 + Type.DOUBLE -> Opcodes.L2D;
          case Type.FLOAT * 16 + Type.DOUBLE -> Opcodes.F2D;
          default -> throw new IllegalArgumentException("no way from " + from + " to " + to);
        });
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static String wrapperOf(Type primitive) {
    return name(WRAPPERS, primitive);
  }

  private static String name(Map<Integer, String> names, Type primitive) {
    String name = names.get(primitive.getSort());
    if (name == null) {
      throw new IllegalArgumentException("no primitive: " + primitive);
    }
    return name;
  }

  private static Type primitive(int sort) {
    return switch (sort) {
      case Type.BOOLEAN -> Type.BOOLEAN_TYPE;
      case Type.CHAR -> Type.CHAR_TYPE;
      case Type.BYTE -> Type.BYTE_TYPE;
      case Type.SHORT -> Type.SHORT_TYPE;
      case Type.INT -> Type.INT_TYPE;
      case Type.LONG -> Type.LONG_TYPE;
      case Type.FLOAT -> Type.FLOAT_TYPE;
      case Type.DOUBLE -> Type.DOUBLE_TYPE;
      default -> throw new IllegalArgumentException("no primitive: " + sort);
    };
  }
}
