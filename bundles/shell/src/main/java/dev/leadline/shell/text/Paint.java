package dev.leadline.shell.text;

import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.shell.command.Console;

/** Colours, on a terminal; nothing elsewhere. */
public enum Paint {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33");

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  /** The text in this colour, when the console shows any. */
  public String on(Console console, String text) {
    return on(console.isTerminal(), text);
  }

  String on(boolean isTerminal, String text) {
    return !isTerminal || code.isEmpty() || text.isEmpty()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** Green for what works, red for what never will, yellow for what does not for the time being. */
  public static Paint of(TracepointState state) {
    return switch (state) {
      case ACTIVE, INSTALLED -> GREEN;
      case REJECTED, NO_CODE -> RED;
      case PENDING, PAUSED, EXHAUSTED, EXPIRED, STALE -> YELLOW;
    };
  }
}
