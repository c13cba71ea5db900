package com.acme.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Works from the first moment of main on, on a thread of its own; says at its end how often its
 * line ran.
 */
public final class Clockwork {

  private static final AtomicLong TICKS = new AtomicLong();
  private static volatile boolean stopped;

  private Clockwork() {}

  public static void main(String[] arguments) throws Exception {
    Thread worker =
        new Thread(
            () -> {
              while (!stopped) {
                tick();
                Thread.onSpinWait();
              }
            });
    worker.start();
    System.out.println("ready");
    while (System.in.read() != '\n') {
      // Whatever comes before the end of the line.
    }
    stopped = true;
    worker.join();
    System.out.println("ticks " + TICKS.get());
    while (System.in.read() >= 0) {
      // Until the input ends.
    }
  }

  private static void tick() {
    TICKS.incrementAndGet(); // tracepoint: tick
  }
}
