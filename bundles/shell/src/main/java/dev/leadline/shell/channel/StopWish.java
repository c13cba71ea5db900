package dev.leadline.shell.channel;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * That all of Leadline is to end, wished for by somebody who is connected, and done when that
 * person has been told: the end cuts connections off. From any thread.
 */
public final class StopWish {

  private final AtomicBoolean isWished = new AtomicBoolean();

  public void wish() {
    isWished.set(true);
  }

  /** Whether it is wished for; whoever is told so does it. */
  boolean take() {
    return isWished.getAndSet(false);
  }
}
