package dev.leadline.core.format.json;

/** UTF-16 units that are no character: half of a pair without the other. */
public final class Surrogates {
  private Surrogates() {}

  /** Index of the first unpaired unit, or -1. */
  public static int indexOfUnpaired(String text) {
    return indexOfUnpaired(text, 0);
  }

  /** The text with U+FFFD in the place of every unpaired unit. */
  static String replaceUnpaired(String text) {
    StringBuilder replaced = new StringBuilder(text);
    for (int i = indexOfUnpaired(text, 0); i >= 0; i = indexOfUnpaired(text, i + 1)) {
      replaced.setCharAt(i, '\ufffd');
    }
    return replaced.toString();
  }

  /** The JSON with every unpaired unit written as an escape, so that UTF-8 can carry it. */
  public static String escapeUnpaired(String json) {
    int next = indexOfUnpaired(json, 0);
    if (next < 0) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    int done = 0;
    while (next >= 0) {
      escaped.append(json, done, next);
      escaped.append("\\u").append(Integer.toHexString(json.charAt(next)));
      done = next + 1;
      next = indexOfUnpaired(json, done);
    }
    return escaped.append(json, done, json.length()).toString();
  }

  private static int indexOfUnpaired(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
