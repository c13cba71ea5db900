package dev.leadline.shell.session;

import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code help}, and {@code help COMMAND}. */
public final class HelpCommand implements ShellCommand {

  private final CommandTable table;
  private final Supplier<List<String>> others;

  /**
   * The command.
   *
   * @param others names of the commands that are not ours
   */
  public HelpCommand(CommandTable table, Supplier<List<String>> others) {
    this.table = table;
    this.others = others;
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
      console.out().println();
      printOthers(console);
      return OK;
    }
    Optional<ShellCommand> command = table.find(arguments.get(0));
    if (command.isEmpty() && others.get().contains(arguments.get(0))) {
      console.out().println(arguments.get(0) + " is a command of Gogo, or of another bundle");
      return OK;
    }
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

  private void printOthers(Console console) {
    StringBuilder line = new StringBuilder("also:");
    for (String name : others.get()) {
      if (line.length() + name.length() + 1 > console.width()) {
        console.out().println(line);
        line.setLength(0);
        line.append("     ");
      }
      line.append(' ').append(name);
    }
    console.out().println(line);
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
