package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.text.SeriesText;
import dev.leadline.shell.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tp:show}: all that is known about one tracepoint. */
public final class ShowCommand extends ParsedCommand<ShowCommand.Given> {

  private static final int MOST_SERIES = 5;

  private final TracepointRegistry registry;
  private final Inventory inventory;
  private final InstantSource clock;

  public ShowCommand(TracepointRegistry registry, Inventory inventory, InstantSource clock) {
    super("tp", "show", "shows how a tracepoint is, and why", Given::new);
    this.registry = registry;
    this.inventory = inventory;
    this.clock = clock;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(paramLabel = "ID", description = "the tracepoint's name, as tp:list shows it")
    String id = "";

    @Option(names = "--json", description = "for machines")
    boolean json;
  }

  @Override
  protected int run(Console console, Given given) {
    Optional<TracepointStatus> found = new TracepointIds(registry).find(console, given.id);
    if (found.isEmpty()) {
      return FAILED;
    }
    if (given.json) {
      JsonText.print(console, json -> StatusJson.write(json, found.get()));
    } else {
      print(console, found.get());
    }
    return OK;
  }

  private void print(Console console, TracepointStatus status) {
    console
        .out()
        .println(
            Paint.BOLD.on(console, status.id())
                + ": "
                + Paint.of(status.state()).on(console, status.state().name())
                + (status.reason().isEmpty() ? "" : ", " + status.reason()));
    Table table = new Table("", "");
    declared(table, status);
    figures(table, status);
    series(table, status);
    table.printRows(console);
    if (!status.problems().isEmpty()) {
      console.out().println("problems");
      for (Problem problem : status.problems()) {
        ProblemText.print(
            console, console.out(), ProblemPlaces.of(problem, status.tracepoint()), "  ");
      }
    }
  }

  private static void declared(Table table, TracepointStatus status) {
    Tracepoint tracepoint = status.tracepoint();
    table.row("where", tracepoint.location() + " (" + tracepoint.location().stage().text() + ")");
    table.row("source", StatusText.source(status));
    tracepoint.description().ifPresent(text -> table.row("about", text));
    controls(tracepoint).forEach(control -> table.row("only", control));
    tracepoint.ttl().ifPresent(ttl -> table.row("ends", NumberText.age(ttl) + " after it began"));
    for (MetricDeclaration metric : tracepoint.metrics()) {
      table.row("metric", metric.fullName() + ", a " + StatusText.metric(metric));
      metric.help().ifPresent(help -> table.row("", help));
    }
    status
        .exposedNames()
        .values()
        .forEach(
            names -> names.forEach(name -> table.row("shown as", name.replaceFirst(":", ": "))));
    status.probes().forEach(probe -> table.row("probe", StatusText.probe(probe)));
  }

  private static List<String> controls(Tracepoint tracepoint) {
    Controls controls = tracepoint.controls();
    List<String> only = new ArrayList<>();
    controls.condition().ifPresent(condition -> only.add("if " + condition));
    if (controls.sample() > 1) {
      only.add("1 of " + controls.sample() + " hits");
    }
    if (!controls.firePeriod().isZero()) {
      only.add("once in " + NumberText.age(controls.firePeriod()));
    }
    if (controls.fireCount() != Controls.UNLIMITED) {
      only.add(NumberText.plural(controls.fireCount(), "time"));
    }
    controls.windowStart().ifPresent(start -> only.add("from " + start));
    controls.windowEnd().ifPresent(end -> only.add("until " + end));
    return only;
  }

  private void figures(Table table, TracepointStatus status) {
    String last =
        status
            .lastHit()
            .map(when -> ", the last " + NumberText.age(Duration.between(when, now())) + " ago")
            .orElse("");
    table.row("hits", NumberText.count(status.hits()) + last);
    if (status.fires() != status.hits()) {
      table.row("fires", NumberText.count(status.fires()));
    }
    table.row("recorded", NumberText.count(status.recorded()));
    for (Map.Entry<String, Long> drop : StatusText.drops(status)) {
      table.row("dropped", NumberText.count(drop.getValue()) + " " + drop.getKey());
    }
    if (status.meanNanosPerHit() > 0) {
      table.row("cost", NumberText.nanos(status.meanNanosPerHit()) + " per hit");
    }
    status.errors().forEach(error -> table.row("error", error));
  }

  private Instant now() {
    return clock.instant();
  }

  /** The largest series of each metric: the label values that most hits have. */
  private void series(Table table, TracepointStatus status) {
    table.row("series", NumberText.count(status.series()));
    for (MetricStatus metric : inventory.metrics()) {
      if (metric.tracepoints().contains(status.id())) {
        SeriesText.largest(metric, MOST_SERIES).forEach(line -> table.row("", line));
      }
    }
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return new TracepointIds(registry).candidates();
  }
}
