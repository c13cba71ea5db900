package dev.leadline.shell.channel;

import dev.leadline.shell.command.Console;
import java.util.List;

/** Runs commands by their names. Safe on any thread. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Runs one.
   *
   * @param arguments verbatim, the command's name first
   * @return the exit status
   * @throws InterruptedException when the person has gone
   */
  int run(Console console, List<String> arguments) throws InterruptedException;
}
