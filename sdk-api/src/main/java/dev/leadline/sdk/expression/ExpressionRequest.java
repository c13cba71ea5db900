package dev.leadline.sdk.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One expression to compile for one code point.
 *
 * @param expression the user's text, whole; positions in problems count in it
 * @param role what the result is for
 * @param host the class that has the code point; its loader is where type names are resolved
 * @param variables what can be read, {@code this} included under that name when there is a
 *     receiver; names are distinct
 * @param access to non-public members of the application's classes
 */
public record ExpressionRequest(
    String expression,
    ExpressionRole role,
    Class<?> host,
    List<Variable> variables,
    MemberAccess access) {
  public ExpressionRequest {
    requireNonNull(expression, "expression");
    requireNonNull(role, "role");
    requireNonNull(host, "host");
    variables = List.copyOf(variables);
    requireNonNull(access, "access");
  }

  /** The variable of this name, {@code this} included. */
  public Optional<Variable> variable(String name) {
    return variables.stream().filter(variable -> variable.name().equals(name)).findFirst();
  }
}
