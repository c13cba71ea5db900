package dev.leadline.shell.code;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.SourceFile;
import dev.leadline.sdk.code.SourceFile.LoadedClass;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.LineText;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code code:find}: loaded classes and their source files. */
public final class FindCommand extends ParsedCommand<FindCommand.Given> {

  private static final int WIDEST = 100;

  private final CodeInspector inspector;

  public FindCommand(CodeInspector inspector) {
    super("code", "find", "finds loaded classes and their source files", Given::new);
    this.inspector = inspector;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        paramLabel = "PATTERN",
        description = "part of a class's or file's name; * stands for any letters")
    String pattern = "";

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "show this many files (${DEFAULT-VALUE})",
        defaultValue = "50")
    int limit = 50;

    @Option(names = "--json", description = "for machines")
    boolean json;
  }

  @Override
  protected int run(Console console, Given given) {
    int most = Math.max(1, given.limit);
    List<SourceFile> found = inspector.find(given.pattern, most + 1);
    List<SourceFile> shown = found.subList(0, Math.min(most, found.size()));
    if (given.json) {
      JsonText.print(
          console,
          json -> {
            json.writeStartObject();
            JsonText.array(json, "files", shown, FindCommand::write);
            json.writeBooleanField("more", found.size() > most);
            json.writeEndObject();
          });
      return OK;
    }
    if (shown.isEmpty()) {
      console
          .err()
          .println(
              "no class is loaded whose name has "
                  + given.pattern
                  + " in it; the application may not have needed it yet");
      return FAILED;
    }
    Table table = new Table("FILE", "CLASSES", "LOADER");
    for (SourceFile file : shown) {
      table.row(file.path(), classes(file), loaders(file));
    }
    table.print(console);
    if (found.size() > most) {
      console.out().println("and more; a longer PATTERN narrows it down, --limit shows more");
    }
    return OK;
  }

  /** The first one whole, of the others what differs. */
  private static String classes(SourceFile file) {
    return LineText.cut(
        file.classes().stream()
            .map(LoadedClass::name)
            .distinct()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.joining(", ")),
        WIDEST);
  }

  private static String loaders(SourceFile file) {
    return file.classes().stream()
        .map(LoadedClass::loader)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void write(JsonGenerator json, SourceFile file) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", file.path());
    JsonText.array(
        json,
        "classes",
        file.classes(),
        (out, type) -> {
          out.writeStartObject();
          out.writeStringField("name", type.name());
          out.writeStringField("loader", type.loader());
          out.writeEndObject();
        });
    json.writeEndObject();
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return parameter.equals("PATTERN")
        ? new PlaceCompletion(inspector).files(words.get(words.size() - 1), true)
        : List.of();
  }
}
