package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Emitter;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.type.StaticType;
import java.math.BigDecimal;

/** {@code 1000.0} where doubles are computed: a double, unless its neighbour is a BigDecimal. */
record DecimalLiteral(BigDecimal value) implements Term {

  @Override
  public StaticType type() {
    return StaticType.DOUBLE;
  }

  @Override
  public void emit(Emitter out) {
    Literal.of(value.doubleValue()).emit(out);
  }

  /** As it was written. */
  Term exact() {
    return Literal.object(value);
  }
}
