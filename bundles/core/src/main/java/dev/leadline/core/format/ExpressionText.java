package dev.leadline.core.format;

/**
 * Expressions as documents hold them: Deep's server passes on {@code {user.id}}, braces included,
 * for the expression {@code user.id}. One pair of braces around the whole text is taken away; such
 * a text would be no value in any expression language.
 */
final class ExpressionText {
  private ExpressionText() {}

  /** The expression that a document's text stands for. */
  static String read(String written) {
    String text = written.strip();
    return isWrapped(text) ? text.substring(1, text.length() - 1) : written;
  }

  /** The text that is read as this expression. */
  static String write(String expression) {
    return isWrapped(expression.strip()) ? "{" + expression + "}" : expression;
  }

  /** Whether the brace that opens the text is closed by its last character. */
  private static boolean isWrapped(String text) {
    if (text.length() < 2 || text.charAt(0) != '{' || text.charAt(text.length() - 1) != '}') {
      return false;
    }
    int open = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '{') {
        open++;
      } else if (c == '}') {
        open--;
        if (open == 0 && i < text.length() - 1) {
          return false;
        }
      }
    }
    return open == 0 && quote == 0;
  }
}
