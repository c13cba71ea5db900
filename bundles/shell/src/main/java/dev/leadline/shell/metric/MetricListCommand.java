package dev.leadline.shell.metric;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code metrics:list}: the metrics that tracepoints record into. */
public final class MetricListCommand extends ParsedCommand<MetricListCommand.Given> {

  private final Inventory inventory;

  public MetricListCommand(Inventory inventory) {
    super("metrics", "list", "lists the metrics that tracepoints record", Given::new);
    this.inventory = inventory;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        arity = "0..1",
        paramLabel = "PATTERN",
        description = "part of a name; * stands for any letters")
    Optional<String> pattern = Optional.empty();

    @Option(names = "--json", description = "for machines")
    boolean json;
  }

  @Override
  protected int run(Console console, Given given) {
    MetricNames names = new MetricNames(inventory.metrics());
    List<MetricStatus> metrics = names.matching(given.pattern.orElse("*"));
    if (given.json) {
      JsonText.print(
          console,
          json -> {
            json.writeStartObject();
            JsonText.array(json, "metrics", metrics, MetricListCommand::write);
            json.writeEndObject();
          });
      return OK;
    }
    if (metrics.isEmpty()) {
      console
          .out()
          .println(
              names.isEmpty()
                  ? "there are no metrics: no tracepoint is installed; see tp:list"
                  : "no metric is called "
                      + given.pattern.orElse("")
                      + names.hint(given.pattern.orElse("")));
      return names.isEmpty() ? OK : FAILED;
    }
    Table table =
        new Table("METRIC", "TYPE", "UNIT", ">SERIES", "LABELS", "SHOWN AS", "TRACEPOINTS");
    for (MetricStatus metric : metrics) {
      table.row(
          metric.definition().name(),
          metric.definition().type().name().toLowerCase(Locale.ROOT),
          metric.definition().unit(),
          NumberText.count(metric.seriesCount()),
          String.join(", ", metric.definition().labelNames()),
          metric.exposedNames().entrySet().stream()
              .map(name -> name.getKey() + ": " + name.getValue())
              .collect(Collectors.joining(", ")),
          String.join(", ", metric.tracepoints()));
    }
    table.print(console);
    return OK;
  }

  private static void write(JsonGenerator json, MetricStatus metric) throws IOException {
    json.writeStartObject();
    MetricJson.writeHead(json, metric);
    json.writeEndObject();
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return new MetricNames(inventory.metrics()).candidates();
  }
}
