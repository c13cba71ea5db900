package dev.leadline.agent.log;

import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** One name's logger. */
final class FileLogger implements System.Logger {

  private final String name;
  private final LogFile file;

  FileLogger(String name, LogFile file) {
    this.name = name;
    this.file = file;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return file.isLoggable(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      file.write(level, name, localized(bundle, message), thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (!isLoggable(level)) {
      return;
    }
    String pattern = localized(bundle, format);
    if (parameters == null || parameters.length == 0) {
      file.write(level, name, pattern, null);
    } else {
      file.write(level, name, LogLine.format(pattern, parameters), null);
    }
  }

  private static String localized(@Nullable ResourceBundle bundle, @Nullable String key) {
    if (bundle == null || key == null) {
      return String.valueOf(key);
    }
    try {
      return bundle.getString(key);
    } catch (MissingResourceException notThere) {
      return key;
    }
  }
}
