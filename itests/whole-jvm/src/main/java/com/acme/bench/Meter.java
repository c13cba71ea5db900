package com.acme.bench;

import java.util.function.IntConsumer;

/** One line, and a value of each kind for an expression. */
public final class Meter implements IntConsumer {

  private final String[] names = {"even", "odd"};
  private long seen;

  @Override
  public void accept(int number) {
    String name = names[number % 2];
    double half = number / 2.0;
    boolean even = number % 2 == 0;
    seen += name.length(); // tracepoint: meter
    if (even && half < 0) {
      throw new IllegalStateException("seen " + seen);
    }
  }
}
