package dev.leadline.core.component;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A language whose expressions are variable names, or {@code name.method}. */
final class NameLanguage implements ExpressionLanguage {

  @Override
  public String name() {
    return "name";
  }

  @Override
  public Set<String> identifiers(String expression) {
    return Set.of(expression.split("\\.")[0]);
  }

  @Override
  public Compilation compile(ExpressionRequest request) {
    String[] parts = request.expression().split("\\.");
    Optional<Variable> variable = request.variable(parts[0]);
    if (variable.isEmpty()) {
      return new Compilation.Failed(
          List.of(Problem.error("NL-001", "no variable " + parts[0], "").at(Place.of(1, 1))));
    }
    Class<?> type = variable.get().type();
    MethodHandle handle = MethodHandles.identity(type);
    if (parts.length > 1) {
      try {
        Class<?> result = type.getDeclaredMethod(parts[1]).getReturnType();
        handle =
            request
                .access()
                .lookupIn(type)
                .findVirtual(type, parts[1], MethodType.methodType(result));
      } catch (ReflectiveOperationException e) {
        return new Compilation.Failed(
            List.of(Problem.error("NL-002", e.toString(), "").at(Place.of(1, 1))));
      }
    }
    if (request.role() == ExpressionRole.CONDITION) {
      handle = handle.asType(handle.type().changeReturnType(boolean.class));
    }
    return new Compilation.Compiled(handle, List.of(parts[0]), parts.length > 1);
  }
}
