package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.util.List;

/** What can be done with arrays. */
public sealed interface ArrayTerm extends Term {

  /** How the bytecode names an array: one of an application class goes as {@code Object[]}. */
  private static Class<?> carrier(StaticType array) {
    return Carriers.isVisible(array.raw()) ? array.raw() : Object[].class;
  }

  /** {@code a.length}. */
  record Length(Term array) implements ArrayTerm {
    @Override
    public StaticType type() {
      return StaticType.INT;
    }

    @Override
    public void emit(Emitter out) {
      array.emit(out);
      out.cast(array.type().raw(), carrier(array.type()));
      out.code().visitInsn(Opcodes.ARRAYLENGTH);
    }
  }

  /** {@code a[i]}. */
  record Element(Term array, Term index) implements ArrayTerm {
    @Override
    public StaticType type() {
      return array.type().component();
    }

    @Override
    public void emit(Emitter out) {
      array.emit(out);
      out.cast(array.type().raw(), carrier(array.type()));
      index.emit(out);
      Class<?> component = carrier(array.type()).componentType();
      out.code().visitInsn(Type.getType(component).getOpcode(Opcodes.IALOAD));
      out.cast(component, type().raw());
    }
  }

  /** A new array of a JDK type or of Object, with its elements. */
  record Of(StaticType type, List<Term> elements) implements ArrayTerm {
    public Of {
      elements = List.copyOf(elements);
    }

    @Override
    public void emit(Emitter out) {
      Class<?> component = type.raw().componentType();
      Type asm = Type.getType(component);
      out.code().visitLdcInsn(elements.size());
      if (component.isPrimitive()) {
        out.code().visitIntInsn(Opcodes.NEWARRAY, code(component));
      } else {
        out.code().visitTypeInsn(Opcodes.ANEWARRAY, asm.getInternalName());
      }
      for (int i = 0; i < elements.size(); i++) {
        out.code().visitInsn(Opcodes.DUP);
        out.code().visitLdcInsn(i);
        Convert.to(type.component(), elements.get(i)).emit(out);
        // stack: array, array, index, element
        out.code().visitInsn(asm.getOpcode(Opcodes.IASTORE));
      }
    }

    private static int code(Class<?> component) {
      return switch (component.getName()) {
        case "boolean" -> Opcodes.T_BOOLEAN;
        case "char" -> Opcodes.T_CHAR;
        case "byte" -> Opcodes.T_BYTE;
        case "short" -> Opcodes.T_SHORT;
        case "int" -> Opcodes.T_INT;
        case "long" -> Opcodes.T_LONG;
        case "float" -> Opcodes.T_FLOAT;
        default -> Opcodes.T_DOUBLE;
      };
    }
  }
}
