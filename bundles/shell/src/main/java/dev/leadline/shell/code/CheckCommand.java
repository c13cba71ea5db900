package dev.leadline.shell.code;

import dev.leadline.sdk.code.CodeCheck;
import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.Evaluation;
import dev.leadline.sdk.code.InspectedExpression;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.DurationArgument;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.argument.PlaceArgument;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.LineText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.text.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code code:check}: tries expressions at a place, and shows their values at the next hits. */
public final class CheckCommand extends ParsedCommand<CheckCommand.Given> {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int NARROWEST_VALUE = 20;

  private final CodeInspector inspector;

  public CheckCommand(CodeInspector inspector) {
    super(
        "code",
        "check",
        "compiles expressions at a place; with --eval, shows their values",
        Given::new);
    this.inspector = inspector;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        index = "0",
        paramLabel = "FILE:LINE|FILE#METHOD",
        description = "where: a line of a source file, or a method of its classes")
    String place = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "EXPR",
        description = "expressions over the variables in scope there")
    List<String> expressions = new ArrayList<>();

    @Option(
        names = "--eval",
        paramLabel = "N",
        description = "show the values at the next N hits; leaves nothing behind")
    Optional<Integer> hits = Optional.empty();

    @Option(
        names = "--wait",
        paramLabel = "TIME",
        description = "wait no longer than this for hits (${DEFAULT-VALUE})",
        defaultValue = "30s")
    String wait = "30s";

    @Option(names = "--stage", paramLabel = "STAGE", description = "when, as in tp:add")
    Optional<String> stage = Optional.empty();

    @Option(
        names = "--language",
        paramLabel = "LANGUAGE",
        description = "of the expressions (${DEFAULT-VALUE})",
        defaultValue = Tracepoint.DEFAULT_LANGUAGE)
    String language = Tracepoint.DEFAULT_LANGUAGE;
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "code:check Shop.java:42 user.tier 'items.size()'",
        "code:check Shop.java:42 user.tier --eval 5");
  }

  @Override
  protected int run(Console console, Given given) throws InterruptedException {
    Location location = location(given);
    List<InspectedExpression> expressions =
        given.expressions.stream()
            .map(text -> new InspectedExpression("", text, ExpressionRole.VALUE, given.language))
            .toList();
    int hits = given.hits.orElse(0);
    if (given.hits.isPresent() && (hits < 1 || hits > Evaluation.MOST_HITS)) {
      throw new UsageException(
          "--eval " + hits + ": from 1 to " + Evaluation.MOST_HITS + " hits can be shown");
    }
    Duration wait =
        DurationArgument.parse(given.wait)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--wait "
                            + given.wait
                            + " is no length of time: "
                            + DurationArgument.FORM));
    CodeCheck check = inspector.check(location, expressions);
    printTypes(console, check);
    ProblemText.print(console, problems(check));
    boolean isWrong =
        check.points().isEmpty() || check.allProblems().stream().anyMatch(Problem::isError);
    if (isWrong || given.hits.isEmpty()) {
      return isWrong ? FAILED : OK;
    }
    try (Evaluation evaluation = inspector.evaluate(location, expressions, hits)) {
      return show(console, evaluation, expressions, hits, wait);
    }
  }

  private static List<Problem> problems(CodeCheck check) {
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

  private static Location location(Given given) {
    PlaceArgument place =
        PlaceArgument.parse(given.place)
            .orElseThrow(
                () ->
                    new UsageException(
                        "\"" + given.place + "\" is no place in the code: " + PlaceArgument.FORM));
    Stage usual = place.method().isPresent() ? Stage.METHOD_START : Stage.LINE_START;
    Stage stage =
        given
            .stage
            .map(
                text ->
                    Stage.ofText(text)
                        .orElseThrow(
                            () -> new UsageException("--stage " + text + ": there is no such")))
            .orElse(usual);
    if (stage.isMethod() != place.method().isPresent()) {
      throw new UsageException(
          "--stage "
              + stage.text()
              + " goes with "
              + (stage.isMethod() ? "FILE#METHOD" : "FILE:LINE"));
    }
    return new Location(
        place.file(), place.line(), place.method(), stage, Optional.empty(), Optional.empty());
  }

  /** Each expression that compiles, once, with its type; where types differ, all of them. */
  private static void printTypes(Console console, CodeCheck check) {
    Set<List<String>> rows = new LinkedHashSet<>();
    for (CodeCheck.Point point : check.points()) {
      for (CodeCheck.Result result : point.results()) {
        result
            .type()
            .ifPresent(type -> rows.add(List.of(type, LineText.of(result.expression().text()))));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    for (CodeCheck.Point point : check.points()) {
      console
          .out()
          .println(
              point.className()
                  + "."
                  + LinesCommand.method(point.method())
                  + " line "
                  + point.line()
                  + ", loader "
                  + point.loader());
    }
    Table table = new Table("", "");
    rows.forEach(row -> table.row("  " + row.get(0), row.get(1)));
    table.printRows(console);
  }

  private static int show(
      Console console,
      Evaluation evaluation,
      List<InspectedExpression> expressions,
      int hits,
      Duration wait)
      throws InterruptedException {
    int shown = 0;
    long end = System.nanoTime() + wait.toNanos();
    boolean isWaiting = true;
    console.out().flush();
    while (isWaiting && !evaluation.isOver() && System.nanoTime() - end < 0) {
      isWaiting = console.pause(LOOK);
      for (Evaluation.Hit hit : evaluation.take()) {
        shown++;
        print(console, shown, hit, expressions);
      }
    }
    if (shown == 0) {
      console
          .err()
          .println(
              "it was not hit "
                  + (isWaiting ? "within " + NumberText.age(wait) : "before you stopped waiting")
                  + "; nothing is left behind");
      return FAILED;
    }
    if (shown < hits) {
      console
          .out()
          .println(NumberText.plural(shown, "hit") + " of " + hits + "; nothing is left behind");
    }
    return OK;
  }

  private static void print(
      Console console, int number, Evaluation.Hit hit, List<InspectedExpression> expressions) {
    console
        .out()
        .println(
            Paint.BOLD.on(console, "hit " + number) + ", thread " + LineText.cut(hit.thread(), 60));
    Table table = new Table("", "");
    for (int i = 0; i < hit.values().size(); i++) {
      Evaluation.Value value = hit.values().get(i);
      String text = expressions.get(i).text();
      int room = Math.max(NARROWEST_VALUE, console.width() - LineText.of(text).length() - 6);
      table.painted(
          1,
          value.isFailure() ? Paint.RED : Paint.PLAIN,
          "  " + text,
          LineText.cut((value.isFailure() ? "threw " : "") + value.text(), room));
    }
    table.printRows(console);
    console.out().flush();
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    String typed = words.get(words.size() - 1);
    return switch (parameter) {
      case "FILE:LINE|FILE#METHOD" -> new PlaceCompletion(inspector).places(typed);
      case "EXPR" -> new PlaceCompletion(inspector).variables(words.get(0), "", typed);
      case "--stage" ->
          Arrays.stream(Stage.values()).map(stage -> Candidate.of(stage.text())).toList();
      default -> List.of();
    };
  }
}
