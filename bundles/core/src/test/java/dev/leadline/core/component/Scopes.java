package dev.leadline.core.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Variables in all kinds of scopes; the comments mark the lines. */
final class Scopes<T> {

  private final String name;
  private final List<? super T> seen = new ArrayList<>();

  Scopes(String name) {
    this.name = name;
  }

  long visit(Map<String, List<T>> groups, int depth) {
    long sum = depth; // begin
    for (Map.Entry<String, List<T>> group : groups.entrySet()) {
      int[] sizes = {group.getValue().size()};
      sum += sizes[0]; // in a loop
    }
    if (depth > 0) {
      String inner = name;
      sum += inner.length(); // in a block
    }
    Function<String, Integer> measure =
        word -> {
          return word.length() + depth; // in a lambda
        };
    Runnable run = () -> measure.apply("x"); // one line with both
    run.run();
    return sum; // after
  }

  static void look(Object value) {
    Object same = value; // anything
  }

  @Override
  public String toString() {
    return "scopes of " + name;
  }
}
