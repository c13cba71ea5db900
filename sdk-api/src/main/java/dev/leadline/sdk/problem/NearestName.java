package dev.leadline.sdk.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that somebody probably meant, for the hint of a {@link Problem}. Letter case, `_`
 * and `-` don't count, and neighbours that changed places are one slip.
 *
 * <p>Compares with every known name, so it is for hundreds of them and for what a user waits for:
 * any thread but the application's.
 */
public final class NearestName {

  /** What is this short is part of too many names to say anything. */
  private static final int SHORTEST_PART = 3;

  private NearestName() {}

  /** {@code did you mean `path`?}; empty when no known name is near. */
  public static String hint(String written, Collection<String> known) {
    return of(written, known).map(name -> "did you mean `" + name + "`?").orElse("");
  }

  /**
   * The known name that is nearest to the one written; of names that are as near, the first by the
   * alphabet. When none is near, the first one that has the written one in it.
   */
  public static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .filter(name -> !name.equals(written) && isNear(written, name))
        .min(nearestFirst(written).thenComparing(Comparator.naturalOrder()))
        .or(() -> containing(written, known));
  }

  /**
   * Orders names by {@link #distance}; of those that are as near, one of the same length is
   * likelier to be meant: letters are more often mistaken than forgotten.
   */
  public static Comparator<String> nearestFirst(String written) {
    return Comparator.<String>comparingInt(name -> distance(written, name))
        .thenComparingInt(name -> Math.abs(written.length() - name.length()));
  }

  /**
   * Whether a third of the letters, or one of a short name, leads from one to the other; but not
   * all of them.
   */
  public static boolean isNear(String written, String name) {
    int longest = Math.max(written.length(), name.length());
    int allowed = Math.min(Math.max(1, longest / 3), longest - 1);
    return Math.abs(plain(written).length() - plain(name).length()) <= allowed
        && distance(written, name) <= allowed;
  }

  private static Optional<String> containing(String written, Collection<String> known) {
    String part = plain(written);
    return part.length() < SHORTEST_PART
        ? Optional.empty()
        : known.stream()
            .filter(name -> !name.equals(written) && plain(name).contains(part))
            .min(Comparator.naturalOrder());
  }

  /**
   * How many letters have to be put in, left out, replaced or swapped with their neighbour to make
   * one name of the other (the optimal string alignment distance).
   */
  public static int distance(String left, String right) {
    return plainDistance(plain(left), plain(right));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static int plainDistance(String a, String b) {
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
