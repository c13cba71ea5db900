package dev.leadline.core.component;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** Prints what is an error, and nothing else. */
final class QuietLogger implements System.Logger {

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
    if (isLoggable(level)) {
      System.err.println(level + " " + message);
      thrown.printStackTrace();
    }
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
    if (isLoggable(level)) {
      System.err.println(level + " " + MessageFormat.format(format, parameters));
    }
  }
}
