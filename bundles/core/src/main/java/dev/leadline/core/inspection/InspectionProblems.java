package dev.leadline.core.inspection;

import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong with a place in the code. */
final class InspectionProblems {

  private static final int MOST_METHODS = 8;

  private InspectionProblems() {}

  /** A class may well load later, so it is no error. */
  static Problem notLoaded(String path, List<String> similar) {
    return Problem.warning(
        "CI-001",
        "no class of " + path + " is loaded",
        similar.isEmpty()
            ? "the application has not needed it yet, or the path is another"
            : "loaded are " + String.join(", ", similar));
  }

  static Problem noCode(Location location, List<Integer> nearest, List<String> methods) {
    if (location.stage().isMethod()) {
      String written = location.methodName().orElse("");
      return Problem.error(
          "CI-002",
          "there is no method " + written + " with code in " + location.path(),
          NearestName.of(written, methods)
              .map(name -> "did you mean " + name + "?")
              .orElseGet(
                  () ->
                      "there are "
                          + methods.stream()
                              .limit(MOST_METHODS)
                              .collect(Collectors.joining(", "))));
    }
    int line = location.line();
    List<Integer> closest =
        nearest.stream()
            .sorted(java.util.Comparator.comparingInt(candidate -> Math.abs(candidate - line)))
            .limit(4)
            .sorted()
            .toList();
    return Problem.error(
        "CI-002",
        "there is no code at line " + line + " of " + location.path(),
        closest.isEmpty()
            ? "its classes have no line numbers"
            : "the nearest lines with code are "
                + closest.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  static Problem refused(String what, String reason) {
    return Problem.error("CI-003", what + " cannot be instrumented: " + reason, "");
  }
}
