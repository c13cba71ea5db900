package com.acme.bench;

import java.util.function.IntConsumer;

/** Lines that run a known number of times per call: loops, and a way out through finally. */
public final class Errand implements IntConsumer {

  private int total;

  @Override
  public void accept(int number) {
    for (int i = 0; i < 3; i++) { // tracepoint: for
      total += i; // tracepoint: body
    }
    int left = 2;
    while (left > 0) { // tracepoint: while
      left--;
    }
    try {
      total += check(number);
    } catch (IllegalArgumentException odd) {
      total--; // tracepoint: catch
    } finally {
      total++; // tracepoint: finally
    }
    if (total == Integer.MIN_VALUE) {
      throw new IllegalStateException("too many errands");
    }
  }

  /** Every second call throws. */
  int check(int number) {
    if (number % 2 != 0) {
      throw new IllegalArgumentException("odd: " + number);
    }
    return number;
  }
}
