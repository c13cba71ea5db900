package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;

/**
 * Something that takes the longer the more is in a value, done again and again in a loop: paid for
 * in steps before.
 *
 * @param held has the value, for the cost and the body
 * @param value how much is in it decides
 * @param cost in steps, an int
 * @param body what is paid for
 */
public record Charge(Local held, Term value, Term cost, Term body) implements Term {
  @Override
  public StaticType type() {
    return body.type();
  }

  @Override
  public void emit(Emitter out) {
    value.emit(out);
    out.store(held);
    out.spend(cost);
    body.emit(out);
  }
}
