package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.util.Optional;

/**
 * Problems that Leadline's core has found, with their places as people call them and the whole
 * expression, so that its column can be shown.
 */
final class ProblemPlaces {

  private static final String METRIC = "metric ";
  private static final String LABEL = ", label ";

  private ProblemPlaces() {}

  static Problem of(Problem problem, Tracepoint tracepoint) {
    Place place = problem.place();
    if (!place.document().equals(tracepoint.id())) {
      return problem;
    }
    Optional<String> text = expression(place.pointer(), tracepoint);
    boolean isOfExpression = text.isPresent() && place.line() > 0;
    return new Problem(
        problem.code(),
        problem.severity(),
        new Place("", option(place, tracepoint), place.line(), place.column()),
        isOfExpression ? text.get() : problem.value(),
        problem.message(),
        problem.hint());
  }

  private static String option(Place place, Tracepoint tracepoint) {
    String pointer = place.pointer();
    if (pointer.equals("/args/condition")) {
      return "condition";
    }
    int label = pointer.lastIndexOf(LABEL);
    // Which metric need not be said where there is one.
    String metric =
        tracepoint.metrics().size() > 1 && pointer.startsWith(METRIC)
            ? (label < 0 ? pointer : pointer.substring(0, label)) + " "
            : "";
    if (label >= 0) {
      return metric + "label " + pointer.substring(label + LABEL.length());
    }
    return pointer.startsWith(METRIC) ? metric + (place.line() > 0 ? "value" : "name") : pointer;
  }

  private static Optional<String> expression(String pointer, Tracepoint tracepoint) {
    if (pointer.equals("/args/condition")) {
      return tracepoint.controls().condition();
    }
    for (MetricDeclaration metric : tracepoint.metrics()) {
      if (pointer.equals(METRIC + metric.name())) {
        return metric.expression();
      }
      for (LabelDeclaration label : metric.labels()) {
        if (label.source() instanceof LabelDeclaration.Expression expression
            && pointer.equals(METRIC + metric.name() + LABEL + label.key())) {
          return Optional.of(expression.text());
        }
      }
    }
    return Optional.empty();
  }
}
