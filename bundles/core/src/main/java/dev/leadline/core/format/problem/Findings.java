package dev.leadline.core.format.problem;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The problems found while one document is read. Each {@link #nested} part knows by itself whether
 * it failed, so that a metric's error does not take its tracepoint down.
 */
public final class Findings {

  /** Most errors, and most warnings, that are kept of one document; the rest is counted. */
  public static final int MAX_OF_EACH_SEVERITY = 500;

  private final Collected collected;
  private boolean failed;

  public Findings(String document) {
    this(new Collected(document));
  }

  private Findings(Collected collected) {
    this.collected = collected;
  }

  /** The findings of a part, which may fail without failing the whole. */
  public Findings nested() {
    return new Findings(collected);
  }

  /**
   * Adds a problem.
   *
   * @param place without the document's name, which is added here
   */
  public void add(ProblemCode code, Place place, String value, String message, String hint) {
    Place named = new Place(collected.document, place.pointer(), place.line(), place.column());
    Problem problem = new Problem(code.code(), code.severity(), named, value, message, hint);
    failed |= problem.isError();
    collected.add(problem);
  }

  /** Fails this part for an error that a nested part has reported. */
  public void fail() {
    failed = true;
  }

  /** Whether this part, nested parts excluded, has an error. */
  public boolean failed() {
    return failed;
  }

  /** Everything found so far, nested parts included, in the order of the document. */
  public List<Problem> problems() {
    return collected.sorted();
  }

  private static final class Collected {
    private final String document;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private int warnings;

    Collected(String document) {
      this.document = document;
    }

    void add(Problem problem) {
      int ofThisSeverity = problem.isError() ? ++errors : ++warnings;
      if (ofThisSeverity <= MAX_OF_EACH_SEVERITY) {
        problems.add(problem);
      }
    }

    List<Problem> sorted() {
      List<Problem> sorted = new ArrayList<>(problems);
      sorted.sort(
          Comparator.<Problem>comparingInt(problem -> problem.place().line())
              .thenComparingInt(problem -> problem.place().column()));
      int unlisted = errors + warnings - problems.size();
      if (unlisted > 0) {
        sorted.add(
            new Problem(
                ProblemCode.MORE_PROBLEMS.code(),
                ProblemCode.MORE_PROBLEMS.severity(),
                new Place(document, "", 0, 0),
                "",
                unlisted + " more problems are not listed",
                "mend those that are listed first"));
      }
      return sorted;
    }
  }
}
