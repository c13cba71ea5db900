package dev.leadline.shell.text;

/**
 * Text that stays on its line: what the application has put into a label or a message may hold line
 * breaks, or sequences that a terminal obeys.
 */
public final class LineText {

  private LineText() {}

  /** The text with control characters written out. */
  public static String of(String text) {
    StringBuilder line = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // U+2028 and U+2029 break lines too; U+202A.. and U+2066.. turn the direction around.
      boolean isPlain =
          !Character.isISOControl(c)
              && !(c >= '\u2028' && c <= '\u202e')
              && !(c >= '\u2066' && c <= '\u2069');
      if (!isPlain && line == null) {
        line = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      if (line != null) {
        line.append(isPlain ? String.valueOf(c) : escaped(c));
      }
    }
    return line == null ? text : line.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }

  /** The text on one line, at most this long; the end of a longer one is an ellipsis. */
  public static String cut(String text, int most) {
    String line = of(text);
    return line.length() <= most ? line : line.substring(0, Math.max(0, most - 1)) + "\u2026";
  }

  /** Columns that it takes, as far as that can be known: one for each character. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
