package dev.leadline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code version}. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand extends Subcommand implements Callable<Integer> {

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  VersionCommand(LeadlineCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws Exception {
    String version = root().installation().version();
    if (json) {
      JsonOutput.print(out(), generator -> generator.writeStringField("version", version));
    } else {
      out().println("Leadline " + version);
    }
    return ExitStatus.OK;
  }
}
