package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.code.CodeCheck;
import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.InspectedExpression;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What would come of a tracepoint, by its place and its expressions; nothing is installed. */
final class TracepointCheck {

  private final CodeCheck check;
  private final Tracepoint tracepoint;
  private final List<List<InspectedExpression>> byMetric;
  private final List<InspectedExpression> condition;

  private TracepointCheck(
      CodeCheck check,
      Tracepoint tracepoint,
      List<List<InspectedExpression>> byMetric,
      List<InspectedExpression> condition) {
    this.check = check;
    this.tracepoint = tracepoint;
    this.byMetric = byMetric;
    this.condition = condition;
  }

  static TracepointCheck of(Tracepoint tracepoint, CodeInspector inspector)
      throws InterruptedException {
    List<InspectedExpression> condition =
        tracepoint.controls().condition().stream()
            .map(
                text ->
                    new InspectedExpression(
                        "condition", text, ExpressionRole.CONDITION, tracepoint.language()))
            .toList();
    List<List<InspectedExpression>> byMetric =
        tracepoint.metrics().stream().map(metric -> expressions(tracepoint, metric)).toList();
    List<InspectedExpression> all =
        Stream.concat(condition.stream(), byMetric.stream().flatMap(List::stream)).toList();
    return new TracepointCheck(
        inspector.check(tracepoint.location(), all), tracepoint, byMetric, condition);
  }

  private static List<InspectedExpression> expressions(
      Tracepoint tracepoint, MetricDeclaration metric) {
    String language = tracepoint.languageOf(metric);
    // Which metric need not be said where there is one.
    String which = tracepoint.metrics().size() > 1 ? "metric " + metric.name() + " " : "";
    List<InspectedExpression> expressions = new ArrayList<>();
    metric
        .expression()
        .ifPresent(
            text ->
                expressions.add(
                    new InspectedExpression(
                        which + "value", text, ExpressionRole.VALUE, language)));
    for (LabelDeclaration label : metric.labels()) {
      if (label.source() instanceof LabelDeclaration.Expression expression) {
        expressions.add(
            new InspectedExpression(
                which + "label " + label.key(), expression.text(), ExpressionRole.LABEL, language));
      }
    }
    return expressions;
  }

  /** Whether nothing of it could be recorded anywhere in the classes that are loaded. */
  boolean isHopeless() {
    if (check.points().isEmpty()) {
      return check.problems().stream().anyMatch(Problem::isError);
    }
    return !condition.stream().allMatch(this::compilesSomewhere)
        || byMetric.stream().noneMatch(metric -> metric.stream().allMatch(this::compilesSomewhere));
  }

  private boolean compilesSomewhere(InspectedExpression expression) {
    return check.points().stream()
        .flatMap(point -> point.results().stream())
        .anyMatch(result -> result.expression().equals(expression) && result.type().isPresent());
  }

  /** All that is wrong, each once, with the whole expression as the value. */
  List<Problem> problems() {
    Set<Problem> problems = new LinkedHashSet<>(check.problems());
    for (CodeCheck.Point point : check.points()) {
      for (CodeCheck.Result result : point.results()) {
        for (Problem problem : result.problems()) {
          problems.add(ProblemText.inExpression(problem, result.expression().text()));
        }
      }
    }
    return List.copyOf(problems);
  }

  /** Where it would be, and the types of its expressions. */
  void print(Console console) {
    console
        .out()
        .println(
            check.points().isEmpty()
                ? "tracepoint " + tracepoint.id() + " would wait for its classes"
                : "tracepoint " + tracepoint.id() + " would be installed");
    Table table = new Table("", "");
    Set<List<String>> types = new LinkedHashSet<>();
    for (CodeCheck.Point point : check.points()) {
      table.row(
          "  probe",
          point.className()
              + "."
              + point.method()
              + (point.line() > 0 ? " line " + point.line() : "")
              + ", loader "
              + point.loader());
      for (CodeCheck.Result result : point.results()) {
        result.type().ifPresent(type -> types.add(List.of(result.expression().where(), type)));
      }
    }
    types.forEach(type -> table.row("  " + type.get(0), type.get(1)));
    table.printRows(console);
  }
}
