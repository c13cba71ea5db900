package dev.leadline.expression.groovy.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant. */
public final class NearestNames {

  private NearestNames() {}

  /** The nearest of the names, when it is near enough to be worth offering. */
  public static Optional<String> nearest(String name, Collection<String> names) {
    int limit = Math.max(1, name.length() / 3);
    return names.stream()
        .filter(candidate -> !candidate.equals(name))
        .filter(candidate -> distance(name, candidate) <= limit)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code did you mean `tier`?}, or nothing. */
  public static String suggestion(String name, Collection<String> names) {
    return nearest(name, names).map(near -> "did you mean `" + near + "`?").orElse("");
  }

  /** A list for a message, sorted and cut. */
  public static String list(Collection<String> names, int limit) {
    List<String> sorted = names.stream().sorted().distinct().toList();
    if (sorted.isEmpty()) {
      return "nothing";
    }
    String head = String.join(", ", sorted.subList(0, Math.min(limit, sorted.size())));
    return sorted.size() > limit ? head + ", .. (" + sorted.size() + " in all)" : head;
  }

  /** Edit distance in which a swap of neighbours is one edit and case is worth nothing. */
  static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[left.length()][right.length()];
  }
}
