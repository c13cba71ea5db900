package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.code.PlaceCompletion;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.ProblemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code tp:add}: declares a tracepoint. */
public final class AddCommand extends ParsedCommand<AddArguments> {

  /** No document is larger; a file that is would only fill the memory. */
  private static final long MOST_BYTES = 2 << 20;

  private static final String METRICS_IN_ERROR = "TP-029";

  private final TracepointFormat format;
  private final TracepointInstaller installer;
  private final PlaceCompletion completion;

  public AddCommand(
      TracepointFormat format, TracepointInstaller installer, PlaceCompletion completion) {
    super("tp", "add", "adds a tracepoint: a metric at a line or method", AddArguments::new);
    this.format = format;
    this.installer = installer;
    this.completion = completion;
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "tp:add com/acme/Shop.java:42 orders -l tier=user.tier",
        "tp:add Shop.java#checkout checkout_time -t histogram -u seconds --stage method_end"
            + " -v runtimeSeconds",
        "tp:add --json @sessions.json --dry-run");
  }

  @Override
  protected int run(Console console, AddArguments given) throws InterruptedException {
    TracepointFormat.Reading reading;
    List<Problem> problems;
    if (given.json.isPresent()) {
      if (given.place.isPresent()) {
        throw new UsageException("--json has the whole tracepoint; leave out " + given.place.get());
      }
      String document = given.json.get();
      reading =
          document.startsWith("@") ? file(console, document) : format.read("--json", document);
      problems = reading.problems();
    } else {
      AddedDocument document = AddedDocument.of(given, installer::chooseId);
      reading = format.read("", document.text());
      // That its one metric is in error goes without saying.
      problems =
          reading.problems().stream()
              .filter(problem -> !problem.code().equals(METRICS_IN_ERROR))
              .map(document::inOptions)
              .toList();
    }
    ProblemText.print(console, problems);
    if (reading.declarations().isEmpty() || problems.stream().anyMatch(Problem::isError)) {
      console
          .err()
          .println(problems.isEmpty() ? "there is no tracepoint in it" : "nothing is installed");
      return FAILED;
    }
    return installer.install(console, reading.declarations(), given.save, given.dryRun);
  }

  private TracepointFormat.Reading file(Console console, String document) {
    String name = document.substring(1);
    try {
      Path file = console.directory().resolve(name);
      if (Files.size(file) > MOST_BYTES) {
        throw new UsageException("--json: " + name + " is larger than a document may be");
      }
      return format.read(name, Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new UsageException("--json: there is no file " + missing.getFile());
    } catch (IOException | InvalidPathException unreadable) {
      throw new UsageException("--json: " + name + " cannot be read: " + unreadable);
    }
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    String typed = words.get(words.size() - 1);
    return switch (parameter) {
      case AddArguments.PLACE -> completion.places(typed);
      case "--value", "--condition" -> completion.variables(words.get(0), "", typed);
      case "--label" -> {
        int equals = typed.indexOf('=');
        yield equals < 0
            ? List.of()
            : completion.variables(
                words.get(0), typed.substring(0, equals + 1), typed.substring(equals + 1));
      }
      case "--type" ->
          Arrays.stream(MetricType.values())
              .map(type -> Candidate.of(type.name().toLowerCase(Locale.ROOT)))
              .toList();
      case "--stage" ->
          Arrays.stream(Stage.values()).map(stage -> Candidate.of(stage.text())).toList();
      default -> List.of();
    };
  }
}
