package dev.leadline.shell.code;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.CodeLine;
import dev.leadline.sdk.code.CodeListing;
import dev.leadline.sdk.code.ScopeVariable;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code code:lines}: lines with code, and what a person can write there. */
public final class LinesCommand extends ParsedCommand<LinesCommand.Given> {

  private static final Pattern PLACE = Pattern.compile("(.+?)(?::(\\d{1,8})(?:-(\\d{1,8}))?)?");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+(\\(.*)");

  private final CodeInspector inspector;

  public LinesCommand(CodeInspector inspector) {
    super(
        "code",
        "lines",
        "shows the lines of a file that have code, and the variables in scope there",
        Given::new);
    this.inspector = inspector;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        paramLabel = "FILE[:FROM-TO]",
        description = "a source file of loaded classes; all of it, a line, or a range")
    String place = "";

    @Option(names = "--json", description = "for machines")
    boolean json;
  }

  @Override
  protected List<String> examples() {
    return List.of("code:lines com/acme/Shop.java:40-60", "code:lines Shop.java:42");
  }

  @Override
  protected int run(Console console, Given given) throws InterruptedException {
    Matcher place = PLACE.matcher(given.place);
    if (!place.matches()) {
      throw new UsageException("write FILE, FILE:LINE or FILE:FROM-TO");
    }
    int from = place.group(2) == null ? 1 : Integer.parseInt(place.group(2));
    int to =
        place.group(3) != null
            ? Integer.parseInt(place.group(3))
            : place.group(2) != null ? from : Integer.MAX_VALUE;
    CodeListing listing = inspector.lines(place.group(1), from, to);
    if (given.json) {
      JsonText.print(console, json -> write(json, listing));
      return listing.lines().isEmpty() ? FAILED : OK;
    }
    listing.problems().forEach(problem -> ProblemText.print(console, console.err(), problem, ""));
    if (listing.lines().isEmpty()) {
      if (listing.problems().isEmpty()) {
        sayNearest(console, place.group(1), from, to);
      }
      return FAILED;
    }
    print(console, listing);
    return OK;
  }

  private void sayNearest(Console console, String file, int from, int to)
      throws InterruptedException {
    List<Integer> lines =
        inspector.lines(file, 1, Integer.MAX_VALUE).lines().stream()
            .map(CodeLine::line)
            .distinct()
            .toList();
    String above =
        lines.stream()
            .filter(line -> line < from)
            .reduce((a, b) -> b)
            .map(String::valueOf)
            .orElse("");
    String below =
        lines.stream().filter(line -> line > to).findFirst().map(String::valueOf).orElse("");
    console
        .err()
        .println(
            (from == to ? "line " + from : "lines " + from + " to " + to)
                + " of "
                + file
                + (from == to ? " has" : " have")
                + " no code; the nearest with code: "
                + above
                + (above.isEmpty() || below.isEmpty() ? "" : ", ")
                + below);
  }

  /** Methods as headings; below each, its lines, and what is new in scope on each. */
  private static void print(Console console, CodeListing listing) {
    String method = "";
    Table table = new Table(">", "");
    for (CodeLine line : byMethod(listing.lines())) {
      String heading = line.className() + "." + method(line.method());
      if (!heading.equals(method)) {
        table.printRows(console);
        table = new Table(">", "");
        method = heading;
        console.out().println(Paint.BOLD.on(console, heading));
      }
      table.row("  " + line.line(), PlaceCompletion.text(line.variables()));
      if (!line.areNamesKnown()) {
        table.note("the class was compiled without variable names");
      }
    }
    table.printRows(console);
    for (Map.Entry<String, List<ScopeVariable>> fields : listing.fields().entrySet()) {
      boolean isShown =
          !fields.getValue().isEmpty()
              && listing.lines().stream()
                  .anyMatch(line -> line.className().equals(fields.getKey()));
      if (isShown) {
        console
            .out()
            .println(
                Paint.BOLD.on(console, "fields of " + fields.getKey())
                    + ": "
                    + PlaceCompletion.text(fields.getValue()));
      }
    }
  }

  /** Methods in the order of their first lines; a lambda behind the method that has it. */
  private static List<CodeLine> byMethod(List<CodeLine> lines) {
    Map<String, List<CodeLine>> byMethod = new java.util.LinkedHashMap<>();
    for (CodeLine line : lines) {
      byMethod
          .computeIfAbsent(
              line.className() + "." + line.method(), key -> new java.util.ArrayList<>())
          .add(line);
    }
    return byMethod.values().stream().flatMap(List::stream).toList();
  }

  /** A lambda by the method that it stands in. */
  static String method(String signature) {
    Matcher lambda = LAMBDA.matcher(signature);
    return lambda.matches() ? lambda.group(1) + ", a lambda in it" : signature;
  }

  private static void write(JsonGenerator json, CodeListing listing) throws IOException {
    json.writeStartObject();
    JsonText.array(
        json,
        "lines",
        listing.lines(),
        (out, line) -> {
          out.writeStartObject();
          out.writeNumberField("line", line.line());
          out.writeStringField("class", line.className());
          out.writeStringField("method", line.method());
          JsonText.array(out, "variables", line.variables(), LinesCommand::write);
          out.writeEndObject();
        });
    json.writeObjectFieldStart("fields");
    for (Map.Entry<String, List<ScopeVariable>> fields : listing.fields().entrySet()) {
      JsonText.array(json, fields.getKey(), fields.getValue(), LinesCommand::write);
    }
    json.writeEndObject();
    JsonText.array(json, "problems", listing.problems(), JsonText::problem);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ScopeVariable variable) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", variable.name());
    json.writeStringField("type", variable.type());
    json.writeEndObject();
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return new PlaceCompletion(inspector).places(words.get(words.size() - 1));
  }
}
