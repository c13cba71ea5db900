package dev.leadline.shell.deepql;

import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.deepql.Query.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which tracepoints a query is about: those for which all its options hold. */
final class StatusFilter {

  private static final List<String> KEYS =
      List.of("id", "file", "path", "line", "method", "name", "state");

  private StatusFilter() {}

  /**
   * The filter.
   *
   * @param problems gets what is wrong; the filter holds for nothing then
   */
  static Predicate<TracepointStatus> of(Query query, List<Problem> problems) {
    List<Predicate<TracepointStatus>> all = new ArrayList<>();
    for (Option option : query.options()) {
      condition(query, option, problems).ifPresent(all::add);
    }
    return problems.isEmpty()
        ? status -> all.stream().allMatch(condition -> condition.test(status))
        : status -> false;
  }

  private static Optional<Predicate<TracepointStatus>> condition(
      Query query, Option option, List<Problem> problems) {
    if (!KEYS.contains(option.name())) {
      problems.add(
          query.problem(
              "DQ-005",
              option.key().start(),
              "a tracepoint has no " + option.name(),
              NearestName.of(option.name(), KEYS)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("there are id, file, line, method, name and state")));
      return Optional.empty();
    }
    return option.name().equals("line")
        ? line(query, option, problems)
        : text(query, option, problems);
  }

  private static Optional<Predicate<TracepointStatus>> line(
      Query query, Option option, List<Problem> problems) {
    if (option.operator().isOfPatterns()) {
      return text(query, option, problems);
    }
    double wanted;
    try {
      wanted = Double.parseDouble(option.text());
    } catch (NumberFormatException noNumber) {
      problems.add(
          query.problem(
              "DQ-008", option.value().start(), "a line is a number", "such as line >= 10"));
      return Optional.empty();
    }
    return Optional.of(
        status -> {
          int line = status.tracepoint().location().line();
          int difference = Double.compare(line, wanted);
          // A method's tracepoint has no line that could be compared.
          return line != Location.NO_LINE
              ? holds(option.operator(), difference)
              : option.operator() == Operator.NOT_EQUAL;
        });
  }

  private static boolean holds(Operator operator, int difference) {
    return switch (operator) {
      case EQUAL, MATCHES -> difference == 0;
      case NOT_EQUAL, MATCHES_NOT -> difference != 0;
      case LESS -> difference < 0;
      case LESS_OR_EQUAL -> difference <= 0;
      case GREATER -> difference > 0;
      case GREATER_OR_EQUAL -> difference >= 0;
    };
  }

  private static Optional<Predicate<TracepointStatus>> text(
      Query query, Option option, List<Problem> problems) {
    Operator operator = option.operator();
    if (operator.isOfNumbers()) {
      problems.add(
          query.problem(
              "DQ-007",
              option.key().start(),
              option.name() + " is a text, which " + operator.text() + " does not compare",
              "there are = != =~ and !~"));
      return Optional.empty();
    }
    Predicate<String> test = option.text()::equals;
    if (option.name().equals("state")) {
      test = option.text()::equalsIgnoreCase;
    }
    if (operator.isOfPatterns()) {
      Optional<BoundedPattern> pattern = BoundedPattern.of(option.text());
      if (pattern.isEmpty()) {
        problems.add(
            query.problem("DQ-008", option.value().start(), "this is no regular expression", ""));
        return Optional.empty();
      }
      test = text -> isIn(text, pattern.get(), query, option, problems);
    }
    Predicate<String> any = test;
    boolean isWanted = operator == Operator.EQUAL || operator == Operator.MATCHES;
    return Optional.of(status -> values(option.name(), status).stream().anyMatch(any) == isWanted);
  }

  /** Who took an answer that never came for a no would delete what was not meant. */
  private static boolean isIn(
      String text, BoundedPattern pattern, Query query, Option option, List<Problem> problems) {
    Optional<Boolean> found = pattern.isIn(text);
    if (found.isEmpty()) {
      Problem slow =
          query.problem(
              "DQ-008",
              option.value().start(),
              "this regular expression takes too long",
              "repetitions within repetitions, such as (a+)+, do that");
      if (!problems.contains(slow)) {
        problems.add(slow);
      }
    }
    return found.orElse(false);
  }

  private static List<String> values(String key, TracepointStatus status) {
    Tracepoint tracepoint = status.tracepoint();
    return switch (key) {
      case "id" -> List.of(status.id());
      case "file", "path" -> List.of(tracepoint.location().path());
      case "line" ->
          tracepoint.location().line() == Location.NO_LINE
              ? List.of()
              : List.of(Integer.toString(tracepoint.location().line()));
      case "method" -> tracepoint.location().methodName().map(List::of).orElse(List.of());
      case "name" ->
          tracepoint.metrics().stream()
              .flatMap(metric -> names(metric).stream())
              .distinct()
              .toList();
      default -> List.of(status.state().name());
    };
  }

  private static List<String> names(MetricDeclaration metric) {
    return List.of(metric.name(), metric.fullName());
  }
}
