package dev.leadline.shell.text;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.shell.command.Console;
import java.io.PrintWriter;
import java.util.List;

/** Problems as people read them: what is wrong, the place under a caret, what to do. */
public final class ProblemText {

  private static final int WIDEST = 160;

  private ProblemText() {}

  /** Writes them all to where errors go. */
  public static void print(Console console, List<Problem> problems) {
    problems.forEach(problem -> print(console, console.err(), problem, ""));
  }

  /**
   * Writes one.
   *
   * @param indent before each of its lines
   */
  public static void print(Console console, PrintWriter to, Problem problem, String indent) {
    boolean isError = problem.isError();
    String label = (isError ? "error" : "warning") + " " + problem.code();
    String where = where(problem);
    to.println(
        indent
            + (isError ? Paint.RED : Paint.YELLOW).on(console, label)
            + (where.isEmpty() ? "" : " " + where)
            + ": "
            + LineText.of(problem.message())
            + (hasCaret(problem) || problem.value().isEmpty()
                ? ""
                : ": " + LineText.of(problem.value())));
    if (hasCaret(problem)) {
      to.println(indent + "    " + LineText.cut(problem.value(), WIDEST));
      to.println(
          indent + "    " + " ".repeat(problem.place().column() - 1) + Paint.RED.on(console, "^"));
    }
    if (!problem.hint().isEmpty()) {
      to.println(indent + "    " + LineText.of(problem.hint()));
    }
  }

  /** The problem with the whole expression as its value, so that its column can be shown. */
  public static Problem inExpression(Problem problem, String expression) {
    return new Problem(
        problem.code(),
        problem.severity(),
        problem.place(),
        problem.place().line() > 0 ? expression : problem.value(),
        problem.message(),
        problem.hint());
  }

  /** An expression on one line, with the column in it. */
  private static boolean hasCaret(Problem problem) {
    Place place = problem.place();
    String value = problem.value();
    return place.line() == 1
        && place.column() > 0
        && place.column() <= Math.min(WIDEST, value.length() + 1)
        && value.indexOf('\n') < 0;
  }

  /** The column is shown by the caret. */
  private static String where(Problem problem) {
    Place place = problem.place();
    return hasCaret(problem)
        ? new Place("", place.pointer(), 0, 0).toString()
        : LineText.of(place.toString());
  }
}
