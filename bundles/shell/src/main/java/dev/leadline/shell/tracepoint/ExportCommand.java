package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.AtomicFile;
import dev.leadline.shell.text.NumberText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tp:export}: the tracepoints as a document that the directory source reads. */
public final class ExportCommand extends ParsedCommand<ExportCommand.Given> {

  private final TracepointRegistry registry;
  private final TracepointFormat format;

  public ExportCommand(TracepointRegistry registry, TracepointFormat format) {
    super(
        "tp",
        "export",
        "writes tracepoints as JSON that a tracepoints directory or tp:add --json takes",
        Given::new);
    this.registry = registry;
    this.format = format;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description = "where to; shown when there is none")
    Optional<String> file = Optional.empty();

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "only this tracepoint; may be repeated")
    List<String> ids = new ArrayList<>();

    @Option(names = "--force", description = "replace a file that is there")
    boolean force;
  }

  @Override
  protected int run(Console console, Given given) {
    List<Tracepoint> tracepoints = new ArrayList<>();
    if (given.ids.isEmpty()) {
      registry.statuses().forEach(status -> tracepoints.add(status.tracepoint()));
    }
    for (String id : given.ids) {
      Optional<TracepointStatus> found = new TracepointIds(registry).find(console, id);
      if (found.isEmpty()) {
        return FAILED;
      }
      tracepoints.add(found.get().tracepoint());
    }
    String document = format.write(tracepoints);
    if (given.file.isEmpty()) {
      console.out().println(document);
      return OK;
    }
    return write(console, given, tracepoints.size(), document);
  }

  private static int write(Console console, Given given, int count, String document) {
    String name = given.file.orElse("");
    try {
      Path file = console.directory().resolve(name);
      if (Files.exists(file) && !given.force) {
        console.err().println("there is a file " + file + " already; --force replaces it");
        return FAILED;
      }
      AtomicFile.write(file, document + "\n");
      console.out().println(NumberText.plural(count, "tracepoint") + " written to " + file);
      return OK;
    } catch (IOException | InvalidPathException failure) {
      console.err().println(name + " cannot be written: " + failure);
      return FAILED;
    }
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return parameter.equals("--id") ? new TracepointIds(registry).candidates() : List.of();
  }
}
