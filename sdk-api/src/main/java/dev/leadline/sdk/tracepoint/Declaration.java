package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.problem.Problem;
import java.util.List;

/**
 * A tracepoint as a source hands it over.
 *
 * @param tracepoint to be put in force
 * @param problems what was found out about it while it was read, kept for its status
 */
public record Declaration(Tracepoint tracepoint, List<Problem> problems) {
  public Declaration {
    requireNonNull(tracepoint, "tracepoint");
    problems = List.copyOf(problems);
  }

  /** A tracepoint that nothing is wrong with. */
  public static Declaration of(Tracepoint tracepoint) {
    return new Declaration(tracepoint, List.of());
  }

  /** The same tracepoint, with these problems in place of its own. */
  public Declaration withProblems(List<Problem> newProblems) {
    return new Declaration(tracepoint, newProblems);
  }
}
