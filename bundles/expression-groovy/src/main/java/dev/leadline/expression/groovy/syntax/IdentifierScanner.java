package dev.leadline.expression.groovy.syntax;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds every word of a text that could be a variable, without understanding the text: too many are
 * harmless, one too few is not. So words in strings count too (templates are there), and whatever
 * is no letter separates.
 */
public final class IdentifierScanner {

  private static final String THIS = "this";

  /** Words that can never be a variable of a Java method nor of Groovy. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "as",
          "assert",
          "break",
          "case",
          "catch",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "else",
          "extends",
          "false",
          "finally",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "in",
          "instanceof",
          "interface",
          "new",
          "null",
          "package",
          "return",
          "super",
          "switch",
          "throw",
          "throws",
          "true",
          "try",
          "while",
          "boolean",
          "byte",
          "char",
          "double",
          "float",
          "int",
          "long",
          "short",
          "void");

  private IdentifierScanner() {}

  /** One pass, no exception whatever the text. */
  public static Set<String> scan(String text) {
    Set<String> found = new LinkedHashSet<>();
    scan(text, found);
    String plain = withoutEscapes(text);
    if (!plain.equals(text)) {
      scan(plain, found);
    }
    return found;
  }

  private static void scan(String text, Set<String> found) {
    int position = 0;
    while (position < text.length()) {
      int start = position;
      int codePoint = text.codePointAt(position);
      position += Character.charCount(codePoint);
      if (!Character.isJavaIdentifierStart(codePoint)) {
        continue;
      }
      while (position < text.length()
          && Character.isJavaIdentifierPart(text.codePointAt(position))) {
        position += Character.charCount(text.codePointAt(position));
      }
      boolean isNumberTail = start > 0 && Character.isDigit(text.charAt(start - 1));
      if (!isNumberTail) {
        add(text.substring(start, position), found);
      }
    }
  }

  /** Groovy, like Java, reads a backslash, u and four hex digits as that character, anywhere. */
  private static String withoutEscapes(String text) {
    int escape = text.indexOf("\\u");
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    int position = 0;
    while (escape >= 0) {
      int digits = escape + 1;
      while (digits < text.length() && text.charAt(digits) == 'u') {
        digits++;
      }
      int value = hex(text, digits);
      int end = value < 0 ? digits : digits + 4;
      plain.append(text, position, escape);
      if (value >= 0) {
        plain.append((char) value);
      } else {
        plain.append(text, escape, end);
      }
      position = end;
      escape = text.indexOf("\\u", position);
    }
    return plain.append(text, position, text.length()).toString();
  }

  private static int hex(String text, int start) {
    if (start + 4 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static void add(String word, Set<String> found) {
    if (KEYWORDS.contains(word)) {
      return;
    }
    found.add(word);
    // Any bare word may be a field or a method of the receiver.
    found.add(THIS);
    // Inside a template `$user.id` the dollar is no part of the name, and `$a$b` is two names.
    int dollar = word.indexOf('$');
    while (dollar >= 0) {
      String rest = word.substring(dollar + 1);
      int next = rest.indexOf('$');
      String name = next < 0 ? rest : rest.substring(0, next);
      if (!name.isEmpty() && !KEYWORDS.contains(name)) {
        found.add(name);
      }
      if (!rest.isEmpty() && !KEYWORDS.contains(rest)) {
        found.add(rest);
      }
      dollar = next < 0 ? -1 : dollar + 1 + next;
    }
    String head = word.indexOf('$') > 0 ? word.substring(0, word.indexOf('$')) : "";
    if (!head.isEmpty() && !KEYWORDS.contains(head)) {
      found.add(head);
    }
  }
}
