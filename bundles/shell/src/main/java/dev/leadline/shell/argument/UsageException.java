package dev.leadline.shell.argument;

/** The arguments make no sense; its message says why, without a full stop. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
