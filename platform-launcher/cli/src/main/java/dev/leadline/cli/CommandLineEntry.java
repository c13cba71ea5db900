package dev.leadline.cli;

import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** Called by {@code LeadlineAgent}, reflectively. */
public final class CommandLineEntry {

  private CommandLineEntry() {}

  /** Returns the exit status. */
  public static int run(File jar, String[] arguments) {
    String[] verbatim = VerbatimArguments.of(arguments);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    CommandLine line = commandLine(new Installation(jar.getAbsoluteFile()), out, err);
    return line.execute(verbatim.length == 0 ? new String[] {"--help"} : verbatim);
  }

  static CommandLine commandLine(Installation installation, PrintWriter out, PrintWriter err) {
    LeadlineCommand root = new LeadlineCommand(installation);
    // What follows the command's name is the command's.
    CommandLine exec = new CommandLine(new ExecCommand(root)).setStopAtPositional(true);
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new JvmsCommand(root))
            .addSubcommand(new AttachCommand(root))
            .addSubcommand(exec)
            .addSubcommand(new ShellSubcommand(root))
            .addSubcommand(new StopCommand(root))
            .addSubcommand(new VersionCommand(root));
    line.setOut(out);
    line.setErr(err);
    // A file name after an @ is for the command in the JVM to read.
    line.setExpandAtFiles(false);
    line.getCommandSpec().usageMessage().footer(LeadlineCommand.footer());
    line.setExecutionExceptionHandler((failure, at, result) -> report(failure, at));
    line.setParameterExceptionHandler(
        (failure, words) -> {
          String name = failure.getCommandLine().getCommandSpec().qualifiedName();
          failure.getCommandLine().getErr().println("leadline: " + failure.getMessage());
          failure.getCommandLine().getErr().println("See `" + name + " --help`.");
          return ExitStatus.USAGE;
        });
    return line;
  }

  private static int report(Exception failure, CommandLine at) throws Exception {
    if (failure instanceof CliException expected) {
      for (String text : Arrays.asList(expected.text().split("\n"))) {
        at.getErr().println("leadline: " + text);
      }
      return expected.status();
    }
    // One line: a stack trace helps nobody at a terminal.
    at.getErr().println("leadline: a fault of the command line's: " + failure);
    return ExitStatus.FAILED;
  }
}
