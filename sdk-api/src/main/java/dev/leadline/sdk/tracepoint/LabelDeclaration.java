package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

/**
 * One label of a metric.
 *
 * @param key label name as the user wrote it; not blank
 * @param source where its value comes from
 */
public record LabelDeclaration(String key, Source source) {
  public LabelDeclaration {
    requireNonNull(source, "source");
    if (key.isBlank()) {
      throw new IllegalArgumentException("a label has a key");
    }
  }

  /** Where a label's value comes from. */
  public sealed interface Source {}

  /** An expression in the metric's language, evaluated at every hit. */
  public record Expression(String text) implements Source {
    public Expression {
      requireNonNull(text, "text");
    }
  }

  /** The same value always. */
  public record Static(AnyValue value) implements Source {
    public Static {
      requireNonNull(value, "value");
    }
  }
}
