package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;

/** A part of a checked expression: it has a type, and bytecode that leaves its value. */
public interface Term {

  StaticType type();

  /** Leaves the value on the stack, as the carrier of {@link #type}. */
  void emit(Emitter out);
}
