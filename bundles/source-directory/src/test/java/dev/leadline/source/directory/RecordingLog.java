package dev.leadline.source.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/** Keeps what is logged, as {@code LEVEL text}. */
final class RecordingLog implements System.Logger {
  private final List<String> lines = new ArrayList<>();

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public synchronized void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
    lines.add(level + " " + text + ": " + thrown);
  }

  @Override
  public synchronized void log(Level level, ResourceBundle bundle, String text, Object... values) {
    lines.add(level + " " + text);
  }

  /** What was logged since the last call. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }
}
