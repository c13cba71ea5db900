package dev.leadline.shell.session;

import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import java.util.Optional;

/** {@code help}, and {@code help COMMAND}. */
public final class HelpCommand implements ShellCommand {

  private final CommandTable table;

  public HelpCommand(CommandTable table) {
    this.table = table;
  }

  @Override
  public String scope() {
    return "";
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "lists the commands, or explains one: help COMMAND";
  }

  @Override
  public int run(Console console, List<String> arguments) throws InterruptedException {
    if (arguments.isEmpty()) {
      int width =
          table.commands().stream().mapToInt(c -> CommandTable.nameOf(c).length()).max().orElse(0);
      for (ShellCommand command : table.commands()) {
        String name = CommandTable.nameOf(command);
        console
            .out()
            .println("  " + name + " ".repeat(width - name.length() + 2) + command.summary());
      }
      return OK;
    }
    Optional<ShellCommand> command = table.find(arguments.get(0));
    if (command.isEmpty()) {
      console.err().println("there is no command " + arguments.get(0));
      return USAGE;
    }
    if (command.get() == this) {
      console.out().println("help [COMMAND]: " + summary());
      return OK;
    }
    return command.get().run(console, List.of("--help"));
  }

  @Override
  public List<Candidate> complete(List<String> words) {
    if (words.size() != 1) {
      return List.of();
    }
    return table.commands().stream()
        .map(command -> new Candidate(CommandTable.nameOf(command), command.summary(), true))
        .toList();
  }
}
