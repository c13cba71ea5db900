package dev.leadline.cli;

/** What the process ends with. */
final class ExitStatus {

  static final int OK = 0;

  /** It could not be done. */
  static final int FAILED = 1;

  /** The arguments make no sense. */
  static final int USAGE = 2;

  /** No shell was reached, so that no command has run. */
  static final int NOT_REACHED = 3;

  private ExitStatus() {}
}
