package dev.leadline.shell.channel;

import java.util.function.Consumer;

/** Ends all of Leadline in this JVM. */
@FunctionalInterface
public interface PlatformStop {

  /**
   * Begins to, on another thread, and returns. It closes the control channel too.
   *
   * @param whenOver called once nothing is left but the caller's own connection; with a sentence
   *     for the person when something did not end as it should, else with an empty text
   */
  void begin(Consumer<String> whenOver);
}
