package dev.leadline.shell.metric;

import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.BarText;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.SeriesText;
import dev.leadline.shell.text.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code metrics:show}: the series of a metric and their values now. */
public final class MetricShowCommand extends ParsedCommand<MetricShowCommand.Given> {

  private static final int BAR = 30;

  private final Inventory inventory;

  public MetricShowCommand(Inventory inventory) {
    super("metrics", "show", "shows the series of a metric and their values now", Given::new);
    this.inventory = inventory;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        paramLabel = "NAME",
        description = "the metric's name, as declared or as a provider shows it")
    String name = "";

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "show this many series, the largest (${DEFAULT-VALUE})",
        defaultValue = "20")
    int limit = 20;

    @Option(names = "--json", description = "for machines")
    boolean json;
  }

  @Override
  protected int run(Console console, Given given) {
    MetricNames names = new MetricNames(inventory.metrics());
    List<MetricStatus> found = names.named(given.name);
    if (found.isEmpty()) {
      console
          .err()
          .println(
              "there is no metric "
                  + given.name
                  + (names.isEmpty()
                      ? "; there is none at all: no tracepoint is installed"
                      : names.hint(given.name)));
      return FAILED;
    }
    if (given.json) {
      JsonText.print(
          console,
          json -> {
            json.writeStartObject();
            JsonText.array(
                json,
                "metrics",
                found,
                (out, metric) -> {
                  out.writeStartObject();
                  MetricJson.writeHead(out, metric);
                  JsonText.array(out, "series", metric.series(), MetricJson::writeSeries);
                  out.writeEndObject();
                });
            json.writeEndObject();
          });
    } else {
      found.forEach(metric -> print(console, metric, found.size() > 1, Math.max(0, given.limit)));
    }
    return OK;
  }

  private static void print(Console console, MetricStatus metric, boolean isOneOfMany, int most) {
    console
        .out()
        .println(
            Paint.BOLD.on(console, metric.definition().name())
                + ", "
                + metric.definition().type().name().toLowerCase(Locale.ROOT)
                + (metric.definition().unit().isEmpty() ? "" : " in " + metric.definition().unit())
                + (isOneOfMany ? ", application " + metric.application() : "")
                + (metric.definition().help().isEmpty() ? "" : ": " + metric.definition().help()));
    metric
        .exposedNames()
        .forEach((provider, name) -> console.out().println(provider + ": " + name));
    if (metric.series().isEmpty()) {
      console
          .out()
          .println(
              metric.seriesCount() == 0
                  ? "no series yet: it was not recorded since it is there"
                  : NumberText.plural(metric.seriesCount(), "series").replace("seriess", "series")
                      + "; no provider that has it can say the values: look at its backend");
      return;
    }
    boolean isScalar =
        metric.series().stream().allMatch(series -> series instanceof SeriesReading.Scalar);
    if (isScalar) {
      scalars(console, metric, most);
    } else {
      for (SeriesReading series : SeriesText.sorted(metric).stream().limit(most).toList()) {
        console.out().println(SeriesText.labels(metric, series) + ": " + SeriesText.value(series));
        chart(console, (SeriesReading.Distribution) series);
      }
    }
    if (metric.series().size() > most) {
      console
          .out()
          .println(
              "and "
                  + NumberText.count(metric.series().size() - most)
                  + " more series; --limit shows more");
    }
  }

  private static void scalars(Console console, MetricStatus metric, int most) {
    List<SeriesReading> sorted = SeriesText.sorted(metric);
    double largest = sorted.stream().mapToDouble(SeriesText::size).max().orElse(0);
    Table table = new Table("", ">", "");
    for (SeriesReading series : sorted.stream().limit(most).toList()) {
      table.row(
          "  " + SeriesText.labels(metric, series),
          SeriesText.value(series),
          sorted.size() > 1 ? BarText.bar(SeriesText.size(series), largest, BAR) : "");
    }
    table.printRows(console);
  }

  private static void chart(Console console, SeriesReading.Distribution series) {
    Table table = new Table("", ">", "");
    for (Map.Entry<Double, Double> quantile : series.quantiles().entrySet()) {
      table.row(
          "  quantile " + NumberText.value(quantile.getKey()),
          NumberText.value(quantile.getValue()),
          "");
    }
    long largest = series.buckets().values().stream().mapToLong(Long::longValue).max().orElse(0);
    int unseen = 0;
    for (Map.Entry<Double, Long> bucket : series.buckets().entrySet()) {
      // Buckets beyond the last observation would only push the others off the screen.
      boolean isEnd =
          series.buckets().tailMap(bucket.getKey()).values().stream().allMatch(it -> it == 0);
      if (isEnd) {
        unseen++;
        continue;
      }
      table.row(
          "  to " + NumberText.value(bucket.getKey()),
          NumberText.count(bucket.getValue()),
          BarText.bar((double) bucket.getValue(), (double) largest, BAR));
    }
    table.printRows(console);
    if (unseen > 0 && unseen < series.buckets().size()) {
      console.out().println("  nothing above");
    }
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return parameter.equals("NAME") ? new MetricNames(inventory.metrics()).candidates() : List.of();
  }
}
