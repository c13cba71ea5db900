package dev.leadline.core.installation;

/** How many letters apart two words are. */
public final class EditDistance {

  private EditDistance() {}

  /**
   * Levenshtein's distance, letters' case aside; more than {@code most} may be any larger number.
   */
  public static int between(String left, String right, int most) {
    if (Math.abs(left.length() - right.length()) > most) {
      return most + 1;
    }
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      char letter = Character.toLowerCase(left.charAt(i - 1));
      for (int j = 1; j <= right.length(); j++) {
        int change = letter == Character.toLowerCase(right.charAt(j - 1)) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[right.length()];
  }
}
