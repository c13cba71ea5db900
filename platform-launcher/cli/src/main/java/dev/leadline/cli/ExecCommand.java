package dev.leadline.cli;

import dev.leadline.control.CommandRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code exec [PID] COMMAND ARG..}. */
@Command(
    name = "exec",
    description = {
      "Runs one command in a JVM and ends with its exit status.",
      "PID may be left out when Leadline is in one JVM only. `exec PID help` lists the commands."
    },
    customSynopsis = "leadline exec [-h] [--run-dir=DIR] [PID] COMMAND [ARG..]")
final class ExecCommand extends Subcommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "[PID] COMMAND ARG",
      description = "Goes to the JVM as it is.")
  private List<String> words = List.of();

  ExecCommand(LeadlineCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws Exception {
    Target target = Target.of(root(), words);
    if (target.rest().isEmpty()) {
      throw new CliException(ExitStatus.USAGE, "which command? `exec help` lists them");
    }
    Terminal terminal = Terminal.ofStandardOutput();
    CommandRequest request =
        new CommandRequest(
            target.rest(), Path.of("").toAbsolutePath(), terminal.isTerminal(), terminal.window());
    out().flush();
    try (ControlClient client = ControlClient.connect(target.jvm())) {
      return client.execute(request);
    }
  }
}
