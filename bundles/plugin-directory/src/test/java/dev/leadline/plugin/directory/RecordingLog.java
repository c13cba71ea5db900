package dev.leadline.plugin.directory;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is logged from INFO on. */
final class RecordingLog implements System.Logger {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= Level.INFO.getSeverity();
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
    if (isLoggable(level)) {
      lines.add(level + " " + text + ": " + thrown);
    }
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String text, Object... values) {
    if (isLoggable(level)) {
      lines.add(level + " " + text);
    }
  }

  /** Lines of this level. */
  List<String> lines(Level level) {
    return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
  }
}
