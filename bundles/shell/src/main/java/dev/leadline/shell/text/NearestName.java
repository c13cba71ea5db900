package dev.leadline.shell.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearestName {

  private NearestName() {}

  /** {@code ; did you mean X?}; empty when nothing is near. */
  public static String hint(String written, Collection<String> known) {
    return of(written, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** The known name that is nearest to the one written, letter case apart, if any is near. */
  public static Optional<String> of(String written, Collection<String> known) {
    String wanted = written.toLowerCase(Locale.ROOT);
    Optional<String> nearest =
        known.stream()
            .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    Optional<String> near =
        nearest.filter(
            name ->
                distance(wanted, name.toLowerCase(Locale.ROOT))
                    <= Math.max(wanted.length(), name.length()) / 3);
    return near.or(
        () ->
            known.stream()
                .filter(name -> wanted.length() > 2)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                .findFirst());
  }

  /** Letters to insert, remove or replace. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[right.length()];
  }
}
