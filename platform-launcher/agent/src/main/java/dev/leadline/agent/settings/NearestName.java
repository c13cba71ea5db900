package dev.leadline.agent.settings;

import org.jspecify.annotations.Nullable;

/**
 * Finds the setting that somebody probably meant, by edit distance. The SDK has the like for all
 * others; but the agent's class loader sees no bundle, and the framework does not run yet.
 */
final class NearestName {

  private NearestName() {}

  /** The nearest setting's key, or null when none is near. */
  static @Nullable String of(String name) {
    String nearest = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (Setting setting : Setting.values()) {
      int distance = distance(name, setting.key());
      if (distance < least) {
        least = distance;
        nearest = setting.key();
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
