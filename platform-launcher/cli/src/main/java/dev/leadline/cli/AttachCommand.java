package dev.leadline.cli;

import dev.leadline.control.ControlDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attach PID [k=v..]}. */
@Command(
    name = "attach",
    description = {
      "Puts Leadline into a running JVM.",
      "Settings are as agent arguments; `leadline --help` lists them."
    })
final class AttachCommand extends Subcommand implements Callable<Integer> {

  private static final String RUN_DIR = "run.dir=";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM; `leadline jvms` lists them.")
  private long pid;

  @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Settings for the agent.")
  private List<String> settings = List.of();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

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
    Attachment attachment = new Attachment(root().installation(), jvm);
    if (settings.stream().noneMatch(setting -> setting.startsWith(RUN_DIR))) {
      // Its run files are to be where this command line will look for them.
      root()
          .runDirectory()
          .ifPresent(
              directory -> {
                settings = new ArrayList<>(settings);
                settings.add(RUN_DIR + directory);
              });
    }
    attachment.attach(settings);
    attachment.remark().ifPresent(remark -> err().println("leadline: " + remark));
    RunningJvm attached = awaitAgent();
    String problem = attached.control().flatMap(ControlDirectory::readProblem).orElse("");
    if (json) {
      JsonOutput.print(
          out(),
          generator -> {
            generator.writeNumberField("pid", pid);
            generator.writeBooleanField("attached", true);
            generator.writeBooleanField("shell", problem.isEmpty());
          });
      return ExitStatus.OK;
    }
    out().println("Leadline is in " + pid + " (" + jvm.mainClass() + ")");
    if (problem.isEmpty()) {
      out()
          .println(
              "`leadline shell " + pid + "` opens its shell, `leadline stop " + pid + "` ends it");
    } else {
      err().println("leadline: its shell is not open: " + problem);
    }
    return ExitStatus.OK;
  }

  /** Waits until the agent has booted, so far that commands reach it. */
  private RunningJvm awaitAgent() throws CliException, InterruptedException {
    Optional<Path> directory =
        Installation.runDirectory(
            Attachment.agentArguments(settings),
            Map.of(),
            root().installation().jar().getAbsoluteFile().getParentFile());
    JvmFinder finder = root().jvms(directory);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      RunningJvm found =
          finder
              .find(pid)
              .orElseThrow(() -> new CliException("process " + pid + " has ended meanwhile"));
      if (found.control().filter(ControlDirectory::isReady).isPresent()) {
        return found;
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new CliException(
        "the agent has been loaded, but does not run after "
            + PATIENCE.toSeconds()
            + " s; the JVM's standard error says why, or its log below "
            + finder.directories(Optional.empty()).get(0));
  }
}
