package dev.leadline.shell.component;

import java.util.ResourceBundle;

/** Says only what is a fault of ours. */
final class QuietLogger implements System.Logger {
  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level == Level.ERROR;
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
    if (level == Level.ERROR) {
      System.err.println("ERROR " + message);
      thrown.printStackTrace();
    }
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
    if (level == Level.ERROR) {
      System.err.println("ERROR " + format);
    }
  }
}
