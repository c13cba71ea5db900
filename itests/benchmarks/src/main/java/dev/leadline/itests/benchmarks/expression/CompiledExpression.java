package dev.leadline.itests.benchmarks.expression;

import dev.leadline.expression.groovy.GroovyExpressionLanguage;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

/** Compiles expressions as the core does: references come in as Object, primitives as they are. */
final class CompiledExpression {

  private static final GroovyExpressionLanguage LANGUAGE = new GroovyExpressionLanguage();

  private CompiledExpression() {}

  /** Over {@code basket}. */
  static MethodHandle of(String text, Class<?> result) {
    return of(text, result, List.of(variable("basket", Basket.class)));
  }

  /** Over {@code basket} and {@code now}. */
  static MethodHandle withTime(String text, Class<?> result) {
    return of(text, result, List.of(variable("basket", Basket.class), variable("now", long.class)));
  }

  private static Variable variable(String name, Class<?> type) {
    return new Variable(name, type, Optional.empty());
  }

  private static MethodHandle of(String text, Class<?> result, List<Variable> variables) {
    Compilation compilation =
        LANGUAGE.compile(
            new ExpressionRequest(
                text,
                result == boolean.class
                    ? ExpressionRole.CONDITION
                    : result == String.class ? ExpressionRole.LABEL : ExpressionRole.VALUE,
                Basket.class,
                variables,
                type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup())));
    if (!(compilation instanceof Compilation.Compiled compiled)) {
      throw new IllegalStateException(text + ": " + compilation);
    }
    MethodType site =
        MethodType.methodType(
            result,
            variables.stream()
                .<Class<?>>map(v -> v.type().isPrimitive() ? v.type() : Object.class)
                .toList());
    return compiled.handle().asType(site);
  }
}
