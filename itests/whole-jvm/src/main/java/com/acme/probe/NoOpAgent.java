package com.acme.probe;

/** An agent that does nothing: what the JVM itself does for one is the base of comparisons. */
public final class NoOpAgent {

  private NoOpAgent() {}

  public static void premain(String arguments) {
    // Nothing, on purpose.
  }
}
