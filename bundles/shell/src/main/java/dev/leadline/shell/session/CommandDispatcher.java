package dev.leadline.shell.session;

import dev.leadline.shell.channel.CommandRunner;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import java.util.Optional;

/** Runs commands of ours, and lets others run the rest. */
public final class CommandDispatcher implements CommandRunner {

  private final CommandTable table;
  private final CommandRunner others;

  public CommandDispatcher(CommandTable table, CommandRunner others) {
    this.table = table;
    this.others = others;
  }

  @Override
  public int run(Console console, List<String> arguments) throws InterruptedException {
    Optional<ShellCommand> command = table.find(arguments.get(0));
    return command.isPresent()
        ? command.get().run(console, arguments.subList(1, arguments.size()))
        : others.run(console, arguments);
  }
}
