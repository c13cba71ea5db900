package dev.leadline.sdk.metric;

/**
 * The application has the vendor library, but the adapter does not fit it: another version, a
 * closed module.
 */
public final class AdapterException extends Exception {
  private static final long serialVersionUID = 1L;

  public AdapterException(String message, Throwable cause) {
    super(message, cause);
  }
}
