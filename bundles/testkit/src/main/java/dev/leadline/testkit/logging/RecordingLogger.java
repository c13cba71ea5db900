package dev.leadline.testkit.logging;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged, as {@code LEVEL text}, with {@code : exception} where there is one. */
public final class RecordingLogger implements System.Logger {

  /** Guarded by this. */
  private final List<String> lines = new ArrayList<>();

  /** All lines, in order. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Lines of this level, in order. */
  public List<String> lines(Level level) {
    return lines().stream().filter(line -> line.startsWith(level + " ")).toList();
  }

  /** What was logged since the last call. */
  public synchronized List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
    add(level + " " + text + ": " + thrown);
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... values) {
    boolean isPlain = values == null || values.length == 0;
    add(level + " " + (isPlain ? format : MessageFormat.format(format, values)));
  }

  private synchronized void add(String line) {
    lines.add(line);
  }
}
