package dev.leadline.shell.deepql;

import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.tracepoint.ListCommand;
import dev.leadline.shell.tracepoint.RemoveCommand;
import dev.leadline.shell.tracepoint.TracepointInstaller;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tp:query}: makes, lists and deletes tracepoints in DeepQL. */
public final class QueryCommand extends ParsedCommand<QueryCommand.Given> {

  private static final List<String> COMMANDS =
      List.of("metric", "trigger", "list", "delete", "log", "span", "snapshot");

  /** Of the document: no file, no place, its one metric in error. The query's own say so. */
  private static final Set<String> SAID = Set.of("TP-020", "TP-021", "TP-029");

  private final TracepointRegistry registry;
  private final TracepointFormat format;
  private final TracepointInstaller installer;
  private final RemoveCommand removal;
  private final InstantSource clock;

  public QueryCommand(
      TracepointRegistry registry,
      TracepointFormat format,
      TracepointInstaller installer,
      RemoveCommand removal,
      InstantSource clock) {
    super("tp", "query", "makes, lists and deletes tracepoints in DeepQL", Given::new);
    this.registry = registry;
    this.format = format;
    this.installer = installer;
    this.removal = removal;
    this.clock = clock;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        arity = "1..*",
        paramLabel = "QUERY",
        description = "metric{ .. }, trigger{ .. }, list{ .. } or delete{ .. }")
    List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "delete{} means all of them")
    boolean all;

    @Option(names = "--json", description = "what list{ .. } finds, for machines")
    boolean json;

    @Option(names = "--save", description = "keep it in a file of the tracepoints directory")
    boolean save;

    @Option(names = "--dry-run", description = "do all but install or delete")
    boolean dryRun;
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "tp:query 'metric{ file=\"com/acme/Cache.java\" line=30 type=\"gauge\""
            + " value=\"cache.size()\" name=\"cache_size\" label_user=\"{user.id}\" }'",
        "tp:query 'list{ file=~\"acme/.*\" line>=10 }'",
        "tp:query 'delete{ id=\"cache_size\" }'");
  }

  @Override
  protected int run(Console console, Given given) throws InterruptedException {
    QueryParser.Parsing parsing = QueryParser.parse(String.join(" ", given.words));
    if (parsing instanceof QueryParser.Parsing.Failed failed) {
      ProblemText.print(console, List.of(failed.problem()));
      return USAGE;
    }
    Query query = ((QueryParser.Parsing.Parsed) parsing).query();
    return switch (query.command().text()) {
      case "metric", "trigger" -> create(console, query, given);
      case "list" -> list(console, query, given);
      case "delete" -> delete(console, query, given);
      case "log", "span", "snapshot" ->
          refuse(
              console,
              query.problem(
                  "DQ-004",
                  query.command().start(),
                  "not a metric: Leadline records metrics",
                  "Deep's own agent does " + query.command().text() + "s"));
      default ->
          refuse(
              console,
              query.problem(
                  "DQ-003",
                  query.command().start(),
                  "there is no command " + query.command().text(),
                  NearestName.of(query.command().text(), COMMANDS)
                      .map(near -> "did you mean " + near + "?")
                      .orElse("there are metric, trigger, list and delete")));
    };
  }

  private static int refuse(Console console, Problem problem) {
    ProblemText.print(console, List.of(problem));
    return USAGE;
  }

  private int create(Console console, Query query, Given given) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    MetricQuery metric = MetricQuery.of(query, problems);
    String id = metric.text(MetricKey.ID).orElseGet(() -> installer.chooseId(metric.name()));
    String document = MetricDocument.of(metric, id, clock.instant());
    TracepointFormat.Reading reading = format.read("", document);
    reading.problems().stream()
        .filter(problem -> !SAID.contains(problem.code()))
        .forEach(problem -> problems.add(metric.inQuery(problem)));
    ProblemText.print(console, problems);
    if (problems.stream().anyMatch(Problem::isError) || reading.declarations().isEmpty()) {
      console.err().println("nothing is installed");
      return USAGE;
    }
    return installer.install(console, reading.declarations(), given.save, given.dryRun);
  }

  private int list(Console console, Query query, Given given) {
    List<Problem> problems = new ArrayList<>();
    List<TracepointStatus> found = find(query, problems);
    if (!problems.isEmpty()) {
      ProblemText.print(console, problems);
      return USAGE;
    }
    if (found.isEmpty() && !given.json) {
      console.out().println("no tracepoint matches");
    } else {
      ListCommand.print(console, found, given.json, false);
    }
    return OK;
  }

  private List<TracepointStatus> find(Query query, List<Problem> problems) {
    Predicate<TracepointStatus> filter = StatusFilter.of(query, problems);
    return registry.statuses().stream().filter(filter).toList();
  }

  private int delete(Console console, Query query, Given given) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    List<TracepointStatus> found = find(query, problems);
    if (problems.isEmpty() && query.options().isEmpty() && !given.all) {
      problems.add(
          query.problem(
              "DQ-010",
              query.command().start(),
              "delete{} without a condition would remove all tracepoints",
              "add --all when that is meant"));
    }
    if (!problems.isEmpty()) {
      ProblemText.print(console, problems);
      return USAGE;
    }
    if (found.isEmpty()) {
      console.out().println("no tracepoint matches: nothing is removed");
      return OK;
    }
    if (given.dryRun) {
      ListCommand.print(console, found, false, false);
      console
          .out()
          .println(
              NumberText.plural(found.size(), "tracepoint")
                  + " would be removed: that was a dry run");
      return OK;
    }
    return removal.remove(console, found.stream().map(TracepointStatus::id).toList());
  }
}
