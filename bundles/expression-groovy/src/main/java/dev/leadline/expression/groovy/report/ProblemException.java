package dev.leadline.expression.groovy.report;

import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends the compilation of one expression. It never leaves this bundle: the language turns it into a
 * failed compilation.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemException(List<Problem> problems) {
    super(problems.toString(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  public List<Problem> problems() {
    return problems;
  }

  /** Both's problems, so that a user sees all of them at once. */
  public ProblemException and(ProblemException other) {
    List<Problem> all = new ArrayList<>(problems);
    for (Problem problem : other.problems) {
      if (!all.contains(problem)) {
        all.add(problem);
      }
    }
    return new ProblemException(all);
  }
}
