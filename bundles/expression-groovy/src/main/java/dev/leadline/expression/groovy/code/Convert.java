package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;

/**
 * A value as another type: between primitives, in and out of boxes, and to a supertype. Not checked
 * here: whether that makes sense.
 */
public record Convert(Term term, StaticType type) implements Term {

  /** The term itself when nothing has to be done. */
  public static Term to(StaticType type, Term term) {
    return term.type().equals(type) ? term : new Convert(term, type);
  }

  @Override
  public void emit(Emitter out) {
    term.emit(out);
    Class<?> from = term.type().raw();
    Class<?> to = type.raw();
    if (from.isPrimitive() && to.isPrimitive()) {
      primitive(out.code(), from, to);
    } else if (from.isPrimitive()) {
      Class<?> boxed = Primitives.unbox(to).isPrimitive() ? Primitives.unbox(to) : from;
      primitive(out.code(), from, boxed);
      box(out.code(), boxed);
    } else if (to.isPrimitive()) {
      unbox(out, from, to);
    } else {
      out.cast(from, to);
    }
  }

  private static void unbox(Emitter out, Class<?> from, Class<?> to) {
    Class<?> inside = Primitives.unbox(from);
    if (!inside.isPrimitive() && Number.class.isAssignableFrom(from) && Primitives.isNumber(to)) {
      out.cast(from, Number.class);
      out.code()
          .visitMethodInsn(
              Opcodes.INVOKEVIRTUAL,
              "java/lang/Number",
              to.getName() + "Value",
              "()" + to.descriptorString(),
              false);
      return;
    }
    Class<?> box = inside.isPrimitive() ? from : Primitives.box(to);
    Class<?> value = Primitives.unbox(box);
    out.cast(from, box);
    out.code()
        .visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            Type.getInternalName(box),
            value.getName() + "Value",
            "()" + value.descriptorString(),
            false);
    primitive(out.code(), value, to);
  }

  private static void box(MethodVisitor code, Class<?> primitive) {
    Class<?> box = Primitives.box(primitive);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(box),
        "valueOf",
        "(" + primitive.descriptorString() + ")" + box.descriptorString(),
        false);
  }

  private static void primitive(MethodVisitor code, Class<?> from, Class<?> to) {
    if (from == to || from == boolean.class || to == boolean.class) {
      return;
    }
    char source = kind(from);
    char target = kind(to);
    if (source != target) {
      code.visitInsn(
          switch ("" + source + target) {
            case "IJ" -> Opcodes.I2L;
            case "IF" -> Opcodes.I2F;
            case "ID" -> Opcodes.I2D;
            case "JI" -> Opcodes.L2I;
            case "JF" -> Opcodes.L2F;
            case "JD" -> Opcodes.L2D;
            case "FI" -> Opcodes.F2I;
            case "FJ" -> Opcodes.F2L;
            case "FD" -> Opcodes.F2D;
            case "DI" -> Opcodes.D2I;
            case "DJ" -> Opcodes.D2L;
            case "DF" -> Opcodes.D2F;
            default -> throw new IllegalStateException(from + " to " + to);
          });
    }
    if (to == byte.class) {
      code.visitInsn(Opcodes.I2B);
    } else if (to == short.class) {
      code.visitInsn(Opcodes.I2S);
    } else if (to == char.class) {
      code.visitInsn(Opcodes.I2C);
    }
  }

  /** The JVM's own type: I, J, F or D. */
  private static char kind(Class<?> type) {
    return type == long.class ? 'J' : type == float.class ? 'F' : type == double.class ? 'D' : 'I';
  }

  /** A number, char or boolean as the type whose carrier the callee has. */
  public static Term toObject(Term term) {
    return term.type().isPrimitive() || !Carriers.isVisible(term.type().raw())
        ? to(StaticType.OBJECT, term)
        : term;
  }
}
