package dev.leadline.sdk.code;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.expression.ExpressionRole;

/**
 * An expression that somebody wants to try.
 *
 * @param where what it is called in problems, such as {@code label tier}; may be empty
 * @param text the expression
 * @param role what its result is for
 * @param language by name
 */
public record InspectedExpression(String where, String text, ExpressionRole role, String language) {
  public InspectedExpression {
    requireNonNull(where, "where");
    requireNonNull(text, "text");
    requireNonNull(role, "role");
    requireNonNull(language, "language");
  }
}
