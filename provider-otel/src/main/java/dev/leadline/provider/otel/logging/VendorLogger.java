package dev.leadline.provider.otel.logging;

import java.lang.System.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@code java.util.logging.Logger} in the libraries inside the bundle: the build puts it
 * in its place. Theirs would write to the application's stderr, and settle the application's
 * logging before it has configured that. Has the methods that the libraries call; a test holds it
 * against them.
 */
@SuppressWarnings("unused") // called by rewritten classes
public final class VendorLogger {

  /** One bundle, one log; before it is there, nothing is said. */
  private static volatile @Nullable Logger log;

  private final String name;

  private VendorLogger(String name) {
    this.name = name;
  }

  /** Where the libraries' words go from now on; null = nowhere. */
  public static void sendTo(@Nullable Logger destination) {
    log = destination;
  }

  public static VendorLogger getLogger(String name) {
    return new VendorLogger(name);
  }

  public boolean isLoggable(VendorLevel level) {
    return destination(level) != null;
  }

  private @Nullable Logger destination(VendorLevel level) {
    Logger destination = log;
    // The HTTP client tells of every frame, which nobody wants who has Leadline's own trace on.
    boolean isChatter = level.systemLevel() == Logger.Level.TRACE && name.startsWith("okhttp3.");
    return destination != null && !isChatter && destination.isLoggable(level.systemLevel())
        ? destination
        : null;
  }

  public void log(VendorLevel level, @Nullable String text) {
    log(level, text, (Throwable) null);
  }

  public void log(VendorLevel level, @Nullable String text, @Nullable Throwable thrown) {
    Logger destination = destination(level);
    if (destination != null) {
      destination.log(level.systemLevel(), name + ": " + text, thrown);
    }
  }

  public void log(VendorLevel level, @Nullable String text, @Nullable Object parameter) {
    log(level, text, new @Nullable Object[] {parameter});
  }

  public void log(VendorLevel level, @Nullable String text, @Nullable Object[] parameters) {
    String whole = String.valueOf(text);
    for (int i = 0; i < parameters.length; i++) {
      whole = whole.replace("{" + i + "}", String.valueOf(parameters[i]));
    }
    log(level, whole);
  }

  public void fine(@Nullable String text) {
    log(VendorLevel.FINE, text);
  }

  public void info(@Nullable String text) {
    log(VendorLevel.INFO, text);
  }

  public void warning(@Nullable String text) {
    log(VendorLevel.WARNING, text);
  }

  public void severe(@Nullable String text) {
    log(VendorLevel.SEVERE, text);
  }
}
