package com.acme.leak;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** One code point; answers how often an expression has asked its gate. */
public final class Turn implements IntUnaryOperator {

  private static int evaluations;

  private final Gate gate = new Gate();

  private record Bar(double length) {}

  private static final class Gate {
    private final List<Bar> bars = List.of(new Bar(1.5), new Bar(2));

    List<Bar> getBars() {
      evaluations++;
      return bars;
    }
  }

  @Override
  public int applyAsInt(int number) {
    Object any = gate;
    return any == null ? gate.getBars().size() + number : evaluations; // tracepoint: turn
  }
}
