package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.NumberText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tp:remove}: takes tracepoints out, whoever declared them. */
public final class RemoveCommand extends ParsedCommand<RemoveCommand.Given> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TracepointRegistry registry;
  private final TracepointDirectory directory;

  public RemoveCommand(TracepointRegistry registry, TracepointDirectory directory) {
    super("tp", "remove", "removes tracepoints; classes are as they were", Given::new);
    this.registry = registry;
    this.directory = directory;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "names of tracepoints")
    List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "all of them, whoever declared them")
    boolean all;
  }

  @Override
  protected int run(Console console, Given given) throws InterruptedException {
    if (given.all == !given.ids.isEmpty()) {
      throw new UsageException(
          given.all ? "give either ids or --all" : "which? Give ids, or --all");
    }
    List<String> ids =
        given.all ? registry.statuses().stream().map(TracepointStatus::id).toList() : given.ids;
    int status = remove(console, ids);
    if (given.all && ids.isEmpty()) {
      console.out().println("there are no tracepoints");
    }
    return status;
  }

  /** Removes those of these ids, and says so; {@link #FAILED} when one is not there. */
  public int remove(Console console, List<String> ids) throws InterruptedException {
    int result = OK;
    List<String> removed = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (String id : ids.stream().distinct().toList()) {
      Optional<TracepointStatus> found = new TracepointIds(registry).find(console, id);
      if (found.isPresent() && registry.remove(id)) {
        removed.add(id);
        directory.fileOf(found.get()).filter(Files::exists).ifPresent(files::add);
      } else {
        result = FAILED;
      }
    }
    boolean isDone = registry.await(PATIENCE);
    removed.forEach(id -> console.out().println("removed tracepoint " + id));
    for (Path file : files.stream().distinct().toList()) {
      console
          .out()
          .println(
              "  its file is still there: "
                  + file
                  + "\n  it is back when the file changes or the JVM starts again: delete the file"
                  + " to be rid of it");
    }
    if (!isDone) {
      console
          .out()
          .println(
              "  nothing is recorded any more; classes are still being put back after "
                  + NumberText.age(PATIENCE));
    }
    return result;
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return new TracepointIds(registry)
        .candidates().stream()
            .filter(id -> !words.subList(0, words.size() - 1).contains(id.value()))
            .toList();
  }
}
