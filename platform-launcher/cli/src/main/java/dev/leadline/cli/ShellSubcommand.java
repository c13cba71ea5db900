package dev.leadline.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shell [PID]}. */
@Command(
    name = "shell",
    description = {
      "Opens a shell in a JVM: TAB completes, `help` lists the commands, `exit` leaves.",
      "PID may be left out when Leadline is in one JVM only."
    })
final class ShellSubcommand extends Subcommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "PID", description = "The JVM.")
  private List<String> words = List.of();

  ShellSubcommand(LeadlineCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws Exception {
    Target target = Target.of(root(), words);
    target.expectNoMore();
    out().flush();
    try (ControlClient client = ControlClient.connect(target.jvm())) {
      return new InteractiveClient(client).run();
    }
  }
}
