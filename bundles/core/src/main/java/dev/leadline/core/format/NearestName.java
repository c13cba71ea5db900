package dev.leadline.core.format;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearestName {
  private NearestName() {}

  /** A hint such as {@code did you mean `path`?}; empty when nothing is near. */
  public static String hint(String written, Collection<String> known) {
    return of(written, known).map(name -> "did you mean `" + name + "`?").orElse("");
  }

  /** The known name nearest to the one written, letter case, _ and - apart, if any is near. */
  public static Optional<String> of(String written, Collection<String> known) {
    String plain = plain(written);
    int bestDistance = Integer.MAX_VALUE;
    String best = "";
    for (String name : known) {
      String plainName = plain(name);
      int allowed = Math.max(1, plainName.length() / 3);
      if (Math.abs(plain.length() - plainName.length()) <= allowed) {
        int distance = distance(plain, plainName);
        if (distance <= allowed && distance < bestDistance) {
          bestDistance = distance;
          best = name;
        }
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Insertions, deletions, replacements and swaps of neighbours that lead from one to another. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, beforeLast[j - 2] + 1);
        }
        row[j] = best;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
