package dev.leadline.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attach PID [k=v..]}. */
@Command(
    name = "attach",
    description = {
      "Puts Leadline into a running JVM.",
      "Settings are as agent arguments; `leadline --help` lists them."
    })
final class AttachCommand extends Subcommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM; `leadline jvms` lists them.")
  private long pid;

  @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Settings for the agent.")
  private List<String> settings = List.of();

  AttachCommand(LeadlineCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws Exception {
    for (String setting : settings) {
      if (setting.indexOf('=') < 1) {
        throw new CliException(
            ExitStatus.USAGE, "a setting is NAME=VALUE, and '" + setting + "' is not");
      }
    }
    RunningJvm jvm =
        root().jvms().find(pid).orElseThrow(() -> new CliException(Target.noProcess(pid)));
    if (jvm.isAttached()) {
      err().println("leadline: Leadline is in process " + pid + " already");
      return ExitStatus.OK;
    }
    new Attachment(root().installation(), jvm).attach(settings);
    awaitShell();
    return ExitStatus.OK;
  }

  private void awaitShell() throws IOException {
    out().println("attached to " + pid);
  }
}
