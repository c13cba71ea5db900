package dev.leadline.sdk.tracepoint;

import java.util.Locale;
import java.util.Optional;

/** When, relative to its line or method, a tracepoint records. */
public enum Stage {
  LINE_START,
  LINE_END,
  LINE_CAPTURE,
  METHOD_START,
  METHOD_END,
  METHOD_CAPTURE;

  /** The text in documents: {@code line_start}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage of this text, in any case; empty when there is none. */
  public static Optional<Stage> ofText(String text) {
    for (Stage stage : values()) {
      if (stage.name().equalsIgnoreCase(text.trim())) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }

  public boolean isMethod() {
    return this == METHOD_START || this == METHOD_END || this == METHOD_CAPTURE;
  }

  /** Whether it records at the end of its line or method, normal or exceptional. */
  public boolean isEnd() {
    return this != LINE_START && this != METHOD_START;
  }
}
