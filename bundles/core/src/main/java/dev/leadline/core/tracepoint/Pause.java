package dev.leadline.core.tracepoint;

import static java.util.Objects.requireNonNull;

/**
 * Why a tracepoint does not record for the time being.
 *
 * @param reason one line for people; empty when it is not paused
 */
public record Pause(String reason) {

  /** Not paused. */
  public static final Pause NONE = new Pause("");

  public Pause {
    requireNonNull(reason, "reason");
  }

  public boolean isPaused() {
    return !reason.isEmpty();
  }
}
