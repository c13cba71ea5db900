package dev.leadline.shell.session;

import dev.leadline.shell.command.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A command of ours, as Gogo runs it. */
final class ShellCommandFunction implements Function {

  /** The session's variable that holds the terminal, as Gogo's own commands expect it. */
  static final String TERMINAL = ".terminal";

  private static final int DEFAULT_WIDTH = 100;

  private final ShellCommand command;

  ShellCommandFunction(ShellCommand command) {
    this.command = command;
  }

  ShellCommand command() {
    return command;
  }

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> values) throws Exception {
    List<String> arguments = new ArrayList<>();
    for (Object value : values) {
      arguments.add(String.valueOf(value));
    }
    Process process = Process.Utils.current();
    Object terminal = session.get(TERMINAL);
    int width = terminal instanceof Terminal known ? known.getWidth() : 0;
    SessionConsole console =
        new SessionConsole(
            process,
            session.currentDir(),
            terminal != null && process.isTty(1),
            width > 0 ? width : DEFAULT_WIDTH);
    Object running = session.get(RunningConsoles.VARIABLE);
    if (running instanceof RunningConsoles consoles) {
      consoles.add(console);
    }
    try {
      int status = command.run(console, arguments);
      if (status != ShellCommand.OK) {
        process.error(status);
      }
      return null;
    } finally {
      console.flush();
      if (running instanceof RunningConsoles consoles) {
        consoles.remove(console);
      }
    }
  }
}
