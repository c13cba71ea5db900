package dev.leadline.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stop [PID]}. */
@Command(
    name = "stop",
    description = {
      "Takes Leadline out of a JVM: probes, metrics, threads, socket. The application goes on.",
      "PID may be left out when Leadline is in one JVM only."
    })
final class StopCommand extends Subcommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "PID", description = "The JVM.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  StopCommand(LeadlineCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws Exception {
    Target target = Target.of(root(), words);
    target.expectNoMore();
    long pid = target.jvm().pid();
    try (ControlClient client = ControlClient.connect(target.jvm())) {
      client.stop();
    }
    if (json) {
      JsonOutput.print(
          out(),
          generator -> {
            generator.writeNumberField("pid", pid);
            generator.writeBooleanField("attached", false);
          });
    } else {
      out().println("Leadline is out of " + pid + "; the application goes on");
    }
    return ExitStatus.OK;
  }
}
