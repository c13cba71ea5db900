package dev.leadline.agent.log;

import java.lang.System.Logger.Level;
import java.util.Locale;

/** The levels by the names that the setting {@code log.level} has for them. */
public final class LogLevels {

  private LogLevels() {}

  public static Level of(String text) {
    return text.equals("warn") ? Level.WARNING : Level.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
