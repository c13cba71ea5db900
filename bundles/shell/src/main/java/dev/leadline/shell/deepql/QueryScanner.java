package dev.leadline.shell.deepql;

import dev.leadline.shell.deepql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a query into tokens; comments and white space are left out. */
final class QueryScanner {

  private static final String OPERATORS = "=!<>~";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DURATION = Pattern.compile("[+-]?(\\d+(ms|[smhd]))+");

  /** The JDK's regular expressions recurse for each repetition of a group. */
  private static final int LONGEST_NUMBER = 60;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private QueryScanner(String text) {
    this.text = text;
  }

  /** The tokens; the last one is the end. */
  static List<Token> scan(String text) throws QueryException {
    QueryScanner scanner = new QueryScanner(text);
    scanner.scan();
    return scanner.tokens;
  }

  private void scan() throws QueryException {
    while (skip()) {
      char c = text.charAt(at);
      switch (c) {
        case '{' -> single(Kind.OPEN);
        case '}' -> single(Kind.CLOSE);
        case ',' -> single(Kind.COMMA);
        case '"', '`' -> quoted(c);
        default -> {
          if (OPERATORS.indexOf(c) >= 0) {
            operator();
          } else if (isNumeric(c)) {
            numeric();
          } else if (isWord(c)) {
            word();
          } else {
            throw unexpected(c);
          }
        }
      }
    }
    tokens.add(new Token(Kind.END, "", text.length()));
  }

  private QueryException unexpected(char c) {
    return new QueryException(
        "DQ-001",
        at,
        "a `" + c + "` has no meaning here",
        c == '\'' ? "texts stand in double quotes or back quotes" : "texts stand in quotes");
  }

  /** Goes on to the next token; false at the end. */
  private boolean skip() throws QueryException {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '#' || text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw new QueryException("DQ-001", at, "this comment has no end", "close it with */");
        }
        at = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private void single(Kind kind) {
    tokens.add(new Token(kind, text.substring(at, at + 1), at));
    at++;
  }

  private void quoted(char quote) throws QueryException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"' && at + 1 < text.length()) {
        at++;
        value.append(escaped(text.charAt(at)));
      } else {
        value.append(c);
      }
      at++;
    }
    if (at >= text.length()) {
      throw new QueryException("DQ-001", start, "this text has no end", "close it with " + quote);
    }
    at++;
    tokens.add(new Token(Kind.TEXT, value.toString(), start));
  }

  /** What a regular expression needs keeps its back slash. */
  private static String escaped(char c) {
    return switch (c) {
      case '"', '\\' -> String.valueOf(c);
      case 'n' -> "\n";
      case 't' -> "\t";
      default -> "\\" + c;
    };
  }

  private void operator() throws QueryException {
    int start = at;
    while (at < text.length() && OPERATORS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String operator = text.substring(start, at);
    if (Operator.of(operator).isEmpty()) {
      throw new QueryException(
          "DQ-001",
          start,
          "there is no operator " + operator,
          "there are = != < <= > >= =~ and !~");
    }
    tokens.add(new Token(Kind.OPERATOR, operator, start));
  }

  private boolean isNumeric(char c) {
    return Character.isDigit(c)
        || ((c == '-' || c == '+' || c == '.')
            && at + 1 < text.length()
            && (Character.isDigit(text.charAt(at + 1)) || text.charAt(at + 1) == '.'));
  }

  private void numeric() throws QueryException {
    int start = at++;
    while (at < text.length()
        && (isWord(text.charAt(at))
            || text.charAt(at) == '.'
            || (isSign(text.charAt(at)) && isExponent(text.charAt(at - 1))))) {
      at++;
    }
    String value = text.substring(start, at);
    if (value.length() > LONGEST_NUMBER) {
      throw new QueryException("DQ-001", start, "this number is too long", "");
    }
    if (NUMBER.matcher(value).matches()) {
      tokens.add(new Token(Kind.NUMBER, value, start));
    } else if (DURATION.matcher(value).matches()) {
      tokens.add(new Token(Kind.DURATION, value, start));
    } else {
      throw new QueryException(
          "DQ-001",
          start,
          value + " is neither a number nor a length of time",
          "write 12, 1.5, 500ms or 24h; texts stand in quotes");
    }
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static boolean isExponent(char c) {
    return c == 'e' || c == 'E';
  }

  private void word() {
    int start = at;
    while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    tokens.add(new Token(Kind.WORD, text.substring(start, at), start));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
