package dev.leadline.shell.tracepoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code tp:list}: all tracepoints, whoever declared them. */
public final class ListCommand extends ParsedCommand<ListCommand.Given> {

  private final TracepointRegistry registry;

  public ListCommand(TracepointRegistry registry) {
    super("tp", "list", "lists the tracepoints, whoever declared them", Given::new);
    this.registry = registry;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Option(
        names = {"-v", "--verbose"},
        description = "with probes and reasons")
    boolean verbose;

    @Option(names = "--state", paramLabel = "STATE", description = "only those in this state")
    Optional<String> state = Optional.empty();

    @Option(names = "--json", description = "for machines")
    boolean json;
  }

  @Override
  protected int run(Console console, Given given) {
    Optional<TracepointState> state = given.state.map(ListCommand::state);
    List<TracepointStatus> statuses =
        registry.statuses().stream()
            .filter(status -> state.isEmpty() || status.state() == state.get())
            .toList();
    if (!given.json && statuses.isEmpty() && state.isPresent()) {
      console.out().println("no tracepoint is " + state.get().name());
    } else {
      print(console, statuses, given.json, given.verbose);
    }
    return OK;
  }

  private static TracepointState state(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    List<String> names = Arrays.stream(TracepointState.values()).map(Enum::name).toList();
    if (!names.contains(name)) {
      throw new UsageException(
          "--state "
              + text
              + ": there is no such state"
              + NearestName.of(name, names)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; there are " + String.join(", ", names)));
    }
    return TracepointState.valueOf(name);
  }

  /** Writes tracepoints as a table, or for machines. */
  public static void print(
      Console console, List<TracepointStatus> statuses, boolean isJson, boolean isVerbose) {
    if (isJson) {
      JsonText.print(console, json -> write(json, statuses));
    } else if (statuses.isEmpty()) {
      console.out().println("there are no tracepoints");
    } else {
      table(statuses, isVerbose).print(console);
    }
  }

  private static Table table(List<TracepointStatus> statuses, boolean isVerbose) {
    Table table = new Table("ID", "STATE", "WHERE", "METRICS", ">HITS", ">SERIES", "SOURCE");
    for (TracepointStatus status : statuses) {
      table.painted(
          1,
          Paint.of(status.state()),
          status.id(),
          status.state().name(),
          status.tracepoint().location(),
          status.tracepoint().metrics().stream()
              .map(MetricDeclaration::fullName)
              .collect(Collectors.joining(", ")),
          NumberText.count(status.hits()),
          NumberText.count(status.series()),
          StatusText.source(status));
      if (isVerbose || StatusText.isTroubled(status)) {
        table.note(status.reason());
      }
      if (isVerbose) {
        status.probes().forEach(probe -> table.note(StatusText.probe(probe)));
        status.problems().forEach(problem -> table.note(problem.toString()));
      }
    }
    return table;
  }

  private static void write(JsonGenerator json, List<TracepointStatus> statuses)
      throws IOException {
    json.writeStartObject();
    JsonText.array(json, "tracepoints", statuses, StatusJson::write);
    json.writeEndObject();
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return parameter.equals("--state")
        ? Arrays.stream(TracepointState.values()).map(it -> Candidate.of(it.name())).toList()
        : List.of();
  }
}
