package dev.leadline.cli;

import dev.leadline.agent.settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code leadline}: what all commands have in common. */
@Command(
    name = "leadline",
    description = "Metrics at any point of a running JVM.",
    mixinStandardHelpOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n")
final class LeadlineCommand implements Runnable {

  private final Installation installation;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Says how to use it.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Prints the version.")
  private boolean version;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where agents have their run files, when the settings say nothing of it.")
  private @Nullable Path runDirectory;

  LeadlineCommand(Installation installation) {
    this.installation = installation;
  }

  @Override
  public void run() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (version) {
      line.getOut().println("Leadline " + installation.version());
    } else {
      line.usage(line.getOut());
    }
  }

  Installation installation() {
    return installation;
  }

  /** Where agents have their run files, when somebody has said so. */
  Optional<Path> runDirectory() {
    return Optional.ofNullable(runDirectory)
        .map(Path::toAbsolutePath)
        .or(installation::runDirectory);
  }

  JvmFinder jvms() {
    return jvms(Optional.empty());
  }

  /**
   * Finds JVMs.
   *
   * @param directory where agents have their run files, when the person does not say
   */
  JvmFinder jvms(Optional<Path> directory) {
    return new JvmFinder(installation, Optional.ofNullable(runDirectory).or(() -> directory));
  }

  /** Exit statuses, and the settings of the agent. */
  static String[] footer() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Exit status: 0 done, 1 could not be done, 2 wrong arguments, 3 no shell was reached;");
    lines.add("of exec, that of the command.");
    lines.add("");
    lines.add(
        "Settings of the agent: as NAME=VALUE of `attach`, -javaagent:leadline.jar=NAME=VALUE,..,");
    lines.add(
        "system properties leadline.NAME, environment LEADLINE_NAME, or conf/leadline.properties:");
    for (Setting setting : Setting.values()) {
      String fallback = setting.fallback().isEmpty() ? "" : " (" + setting.fallback() + ")";
      // Picocli reads formats in it.
      lines.add(
          String.format("  %-20s%s%s", setting.key(), setting.purpose(), fallback)
              .replace("%", "%%"));
    }
    return lines.toArray(new String[0]);
  }
}
