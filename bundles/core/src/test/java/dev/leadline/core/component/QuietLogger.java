package dev.leadline.core.component;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.function.Consumer;

/** Prints what is an error, and nothing else. Tells a test of every message. */
final class QuietLogger implements System.Logger {

  private volatile Consumer<String> hearer = message -> {};

  /** Hears every message from now on, on the thread that logs it. */
  void tell(Consumer<String> other) {
    hearer = other;
  }

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= Level.ERROR.getSeverity();
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
    hearer.accept(message);
    if (isLoggable(level)) {
      System.err.println(level + " " + message);
      thrown.printStackTrace();
    }
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
    hearer.accept(format);
    if (isLoggable(level)) {
      System.err.println(level + " " + MessageFormat.format(format, parameters));
    }
  }
}
