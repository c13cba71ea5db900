package dev.leadline.cli;

/** It could not be done. The message is for the person: what, why, and what to do. */
final class CliException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  CliException(String message) {
    this(ExitStatus.FAILED, message);
  }

  CliException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
