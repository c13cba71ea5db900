package dev.leadline.shell.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/** The person's side of a command that runs: where its output goes, and whether they still wait. */
public interface Console {

  /** Results. */
  PrintWriter out();

  /** What went wrong. */
  PrintWriter err();

  /** Whether colours and cursor movements may be written: the output is a terminal. */
  boolean isTerminal();

  /** Columns of the terminal; a sensible number when there is none. */
  int width();

  /** The person's working directory: relative file names are theirs. */
  Path directory();

  /**
   * Waits, for commands that go on until they are told to stop.
   *
   * @return whether to go on: false once the person has pressed Ctrl-C or has gone
   */
  boolean pause(Duration time) throws InterruptedException;
}
