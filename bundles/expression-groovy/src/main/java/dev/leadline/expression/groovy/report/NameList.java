package dev.leadline.expression.groovy.report;

import java.util.Collection;
import java.util.List;

/** Names for a message. */
public final class NameList {

  private NameList() {}

  /** Sorted, and cut after so many. */
  public static String of(Collection<String> names, int limit) {
    List<String> sorted = names.stream().sorted().distinct().toList();
    if (sorted.isEmpty()) {
      return "nothing";
    }
    String head = String.join(", ", sorted.subList(0, Math.min(limit, sorted.size())));
    return sorted.size() > limit ? head + ", .. (" + sorted.size() + " in all)" : head;
  }
}
