package dev.leadline.shell.command;

import java.util.List;

/**
 * One command, such as {@code tp:add}. An OSGi service inside this bundle; the session offers it to
 * Gogo, the control channel runs it by name. Stateless, safe on any thread.
 */
public interface ShellCommand {

  /** What was asked for is done. */
  int OK = 0;

  /** It could not be done; the reason has been written to {@link Console#err}. */
  int FAILED = 1;

  /** The arguments make no sense; what would has been written to {@link Console#err}. */
  int USAGE = 2;

  /** The part before the colon: {@code tp}; empty for commands without, such as {@code doctor}. */
  String scope();

  /** The part behind the colon: {@code add}. */
  String name();

  /** One line for {@code help}. */
  String summary();

  /**
   * Runs it.
   *
   * @param arguments verbatim, without the command's own name
   * @return the exit status: {@link #OK}, {@link #FAILED} or {@link #USAGE}
   * @throws InterruptedException when the session ends
   */
  int run(Console console, List<String> arguments) throws InterruptedException;

  /**
   * What may stand in the place of the last word.
   *
   * @param words arguments so far; the last one is being typed and may be empty
   */
  List<Candidate> complete(List<String> words);
}
