package dev.leadline.sdk.code;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of compiling expressions at a place.
 *
 * @param points where probes would be
 * @param problems of the place itself: no class of the file is loaded (a warning: one may load
 *     later), no code there, code that cannot be instrumented
 */
public record CodeCheck(List<Point> points, List<Problem> problems) {
  public CodeCheck {
    points = List.copyOf(points);
    problems = List.copyOf(problems);
  }

  /** All problems: those of the place, and those of the expressions, each once. */
  public List<Problem> allProblems() {
    return java.util.stream.Stream.concat(
            problems.stream(),
            points.stream()
                .flatMap(point -> point.results().stream())
                .flatMap(result -> result.problems().stream()))
        .distinct()
        .toList();
  }

  /**
   * A code point.
   *
   * @param className binary name
   * @param loader of the class
   * @param method name and parameter types
   * @param line source line; 0 when unknown
   * @param results one for each expression, in their order
   */
  public record Point(
      String className, String loader, String method, int line, List<Result> results) {
    public Point {
      requireNonNull(className, "className");
      requireNonNull(loader, "loader");
      requireNonNull(method, "method");
      results = List.copyOf(results);
    }
  }

  /**
   * One expression at a code point.
   *
   * @param expression as it was asked for
   * @param type static type of its value as people write it; empty when it does not compile
   * @param problems why it does not
   */
  public record Result(
      InspectedExpression expression, Optional<String> type, List<Problem> problems) {
    public Result {
      requireNonNull(expression, "expression");
      requireNonNull(type, "type");
      problems = List.copyOf(problems);
    }
  }
}
