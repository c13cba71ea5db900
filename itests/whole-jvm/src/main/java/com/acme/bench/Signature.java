package com.acme.bench;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Compiled with {@code -parameters}: frameworks read the names of its parameters. */
public final class Signature implements IntConsumer {

  private final String separator;

  public Signature() {
    this("-");
  }

  Signature(String separatorText) {
    this.separator = separatorText;
  }

  @Override
  public void accept(int amount) {
    String text = join(List.of("a", "b"), amount, amount * 2L, amount / 2.0, Map.of());
    if (text.isEmpty()) {
      throw new IllegalStateException(separator);
    }
  }

  String join(
      List<String> parts, int first, long second, double third, Map<String, int[]> options) {
    String head = String.join(separator, parts); // tracepoint: signature
    return head + first + second + third + options;
  }

  static <T extends Comparable<T>> T greatest(T one, T other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
