package dev.leadline.sdk.expression;

import dev.leadline.sdk.problem.Problem;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** What came of {@link ExpressionLanguage#compile}. */
public sealed interface Compilation {

  /**
   * The expression is ready.
   *
   * @param handle takes the {@link #variables} in their order, each as its declared type or any
   *     supertype of it; returns anything but void ({@code boolean} for a condition), a primitive
   *     where the expression has one. Called on the application's threads, many at once; what it
   *     throws is caught and counted by the caller.
   * @param variables names of the variables that it reads, {@code this} included; each is one of
   *     the request's
   * @param callsApplicationCode whether running it may reach methods of the application (then the
   *     caller guards against re-entrancy); when in doubt, true
   */
  record Compiled(MethodHandle handle, List<String> variables, boolean callsApplicationCode)
      implements Compilation {
    public Compiled {
      variables = List.copyOf(variables);
      if (handle.type().parameterCount() != variables.size()) {
        throw new IllegalArgumentException(
            "one parameter per variable: " + handle.type() + " for " + variables);
      }
      if (handle.type().returnType() == void.class) {
        throw new IllegalArgumentException("an expression has a result: " + handle.type());
      }
    }
  }

  /**
   * The expression does not compile. At least one problem, each with line and column in the user's
   * text.
   */
  record Failed(List<Problem> problems) implements Compilation {
    public Failed {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a failed compilation says why");
      }
    }
  }
}
