package dev.leadline.sdk.expression;

/** What the result of an expression is for. */
public enum ExpressionRole {
  /**
   * Decides whether the tracepoint fires. The language applies its own truth and returns {@code
   * boolean}.
   */
  CONDITION,
  /** The value of a metric. */
  VALUE,
  /** The value of a label; its text is taken. */
  LABEL
}
