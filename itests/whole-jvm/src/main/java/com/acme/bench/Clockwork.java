package com.acme.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Works on a thread of its own from the first moment of main on. Each line on standard input stops
 * it, when it says how often its line ran, or starts it again.
 */
public final class Clockwork implements Runnable {

  private static volatile boolean isStopped;

  /** Of the worker's thread, until that has ended. */
  private static long ticks;

  private Clockwork() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Thread worker = start();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (isStopped) {
        worker = start();
        System.out.println("works");
      } else {
        isStopped = true;
        worker.join();
        System.out.println("stopped after " + ticks);
      }
    }
    isStopped = true;
    worker.join();
  }

  private static Thread start() {
    isStopped = false;
    Thread worker = new Thread(new Clockwork(), "clockwork");
    worker.start();
    return worker;
  }

  @Override
  public void run() {
    while (!isStopped) {
      ticks++; // tracepoint: tick
    }
  }
}
