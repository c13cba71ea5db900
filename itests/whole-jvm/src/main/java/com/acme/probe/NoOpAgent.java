package com.acme.probe;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what the JVM itself does for one is the base of comparisons. */
public final class NoOpAgent {

  private NoOpAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    // Nothing, on purpose.
  }
}
