package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.Paint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** {@code tp:enable} and {@code tp:disable}: switch tracepoints, whoever declared them. */
public final class SwitchCommand extends ParsedCommand<SwitchCommand.Given> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TracepointRegistry registry;
  private final boolean isOn;

  private SwitchCommand(TracepointRegistry registry, boolean isOn, String name, String summary) {
    super("tp", name, summary, Given::new);
    this.registry = registry;
    this.isOn = isOn;
  }

  /** {@code tp:enable}. */
  public static SwitchCommand enable(TracepointRegistry registry) {
    return new SwitchCommand(registry, true, "enable", "switches tracepoints on again");
  }

  /** {@code tp:disable}. */
  public static SwitchCommand disable(TracepointRegistry registry) {
    return new SwitchCommand(
        registry, false, "disable", "switches tracepoints off; their series stay");
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "names of tracepoints")
    List<String> ids = new ArrayList<>();
  }

  @Override
  protected int run(Console console, Given given) throws InterruptedException {
    int result = OK;
    List<String> switched = new ArrayList<>();
    for (String id : given.ids) {
      if (registry.setEnabled(id, isOn)) {
        switched.add(id);
      } else {
        console.err().println(new TracepointIds(registry).missing(id));
        result = FAILED;
      }
    }
    registry.await(PATIENCE);
    for (String id : switched) {
      Optional<TracepointStatus> status = registry.status(id);
      status.ifPresent(
          it ->
              console
                  .out()
                  .println(
                      "tracepoint "
                          + id
                          + ": "
                          + Paint.of(it.state()).on(console, it.state().name())
                          + (it.reason().isEmpty() ? "" : ", " + it.reason())));
    }
    return result;
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return new TracepointIds(registry).candidates();
  }
}
