package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A constant: null, a boolean, a char, a number, a string, or an object that lives in the class
 * data.
 */
public record Literal(@Nullable Object value, StaticType type) implements Term {

  public static final Literal NULL = new Literal(null, StaticType.NULL);
  public static final Literal TRUE = new Literal(true, StaticType.BOOLEAN);
  public static final Literal FALSE = new Literal(false, StaticType.BOOLEAN);

  public static Literal of(int value) {
    return new Literal(value, StaticType.INT);
  }

  public static Literal of(long value) {
    return new Literal(value, StaticType.LONG);
  }

  public static Literal of(double value) {
    return new Literal(value, StaticType.DOUBLE);
  }

  public static Literal of(String value) {
    return new Literal(value, StaticType.STRING);
  }

  /** An object that is not null, of its own class. */
  public static Literal object(Object value) {
    return new Literal(value, StaticType.of(value.getClass()));
  }

  /** Zero, false or null: what a variable of the type starts with. */
  public static Term initial(StaticType type) {
    if (!type.isPrimitive()) {
      return NULL;
    }
    return type.isBoolean() ? FALSE : new Convert(of(0), type);
  }

  @Override
  public void emit(Emitter out) {
    if (value == null) {
      out.code().visitInsn(Opcodes.ACONST_NULL);
    } else if (value instanceof Boolean bool) {
      out.code().visitInsn(bool ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
    } else if (value instanceof Character character) {
      out.code().visitLdcInsn((int) character);
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Float
        || value instanceof Double
        || value instanceof String) {
      out.code().visitLdcInsn(value);
    } else {
      out.constant(value, type.raw());
    }
  }
}
