package dev.leadline.provider.otel;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is logged. */
public final class RecordingLogger implements System.Logger {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** {@code LEVEL text}, in order. */
  public List<String> lines() {
    return lines;
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
  public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
    lines.add(level + " " + text + " " + thrown);
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... params) {
    boolean plain = params == null || params.length == 0;
    lines.add(level + " " + (plain ? format : MessageFormat.format(format, params)));
  }
}
