package dev.leadline.shell.argument;

import picocli.CommandLine.Option;

/** What every command takes; its own arguments are fields of a subclass. */
public abstract class Arguments {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;
}
