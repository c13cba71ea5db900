package dev.leadline.core.format.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.leadline.sdk.problem.Place;

/**
 * What the parser stumbled over, told to the person who wrote it: the usual slips of hand-written
 * JSON by name, the rest in the parser's own words.
 */
record SyntaxError(Place place, String value, String message, String hint) {
  private static final int EXCERPT = 40;

  static SyntaxError of(String text, JsonParser json, JacksonException error) {
    JsonLocation location = error.getLocation();
    if (location == null) {
      return new SyntaxError(Place.NONE, "", "this is not JSON", ownWords(error));
    }
    Place place =
        new Place("", "", Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    if (error instanceof JsonEOFException) {
      return new SyntaxError(place, "", "the document ends before it is complete", unclosed(json));
    }
    int offset = (int) Math.max(0, Math.min(text.length(), location.getCharOffset()));
    int number = bareNumberWord(text, offset);
    if (number > 0) {
      Place start = new Place("", "", place.line(), Math.max(1, place.column() - number));
      return new SyntaxError(
          start,
          text.substring(offset - number, offset),
          "JSON has no such number",
          "write it in quotes: \"NaN\", \"Infinity\" or \"-Infinity\"");
    }
    return at(text, offset, place, error);
  }

  private static SyntaxError at(String text, int offset, Place place, JacksonException error) {
    String excerpt = excerpt(text, offset);
    char found = offset < text.length() ? text.charAt(offset) : ' ';
    char before = lastBefore(text, offset);
    if ((found == '}' || found == ']') && before == ',') {
      return new SyntaxError(
          place, excerpt, "a comma stands before a closing bracket", "take the comma away");
    }
    if (found == '/' || found == '#') {
      return new SyntaxError(place, excerpt, "JSON has no comments", "use the key `description`");
    }
    if (found == '\'' || found == '\u201c' || found == '\u201d' || found == '\u2018') {
      return new SyntaxError(
          place,
          excerpt,
          "these quotes are not JSON's",
          "write texts in straight double quotes: \"");
    }
    if (found < ' ' && offset < text.length()) {
      return new SyntaxError(
          place,
          "",
          "a line break or another control character stands inside a text",
          "write \\n for a line break and \\t for a tab");
    }
    if ((before == '{' || before == ',')
        && Character.isJavaIdentifierStart(found)
        && error.getOriginalMessage().contains("field name")) {
      return new SyntaxError(place, excerpt, "this key has no quotes", "write it as \"key\":");
    }
    return new SyntaxError(place, excerpt, "this is not JSON", ownWords(error));
  }

  /** Length of a NaN or Infinity that ends here; the parser reports these at their end. */
  private static int bareNumberWord(String text, int offset) {
    for (String word : new String[] {"-Infinity", "+Infinity", "Infinity", "-INF", "+INF", "NaN"}) {
      if (text.startsWith(word, offset - word.length())) {
        return word.length();
      }
    }
    return 0;
  }

  private static String unclosed(JsonParser json) {
    JsonStreamContext context = json.getParsingContext();
    if (context.inRoot()) {
      return "is the file still being written?";
    }
    JsonLocation start =
        context.startLocation(com.fasterxml.jackson.core.io.ContentReference.unknown());
    return (context.inObject() ? "the { of line " : "the [ of line ")
        + start.getLineNr()
        + " is not closed";
  }

  private static char lastBefore(String text, int offset) {
    for (int i = offset - 1; i >= 0; i--) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i);
      }
    }
    return ' ';
  }

  private static String excerpt(String text, int offset) {
    int end = offset;
    while (end < text.length() && end < offset + EXCERPT && text.charAt(end) >= ' ') {
      end++;
    }
    return text.substring(offset, end);
  }

  /** Without the advice to switch on features of the parser, which the user cannot do. */
  private static String ownWords(JacksonException error) {
    String words = error.getOriginalMessage();
    for (String advice : new String[] {": enable `", " (for ", " (start marker", " (not recog"}) {
      int start = words.indexOf(advice);
      if (start >= 0) {
        words = words.substring(0, start);
      }
    }
    return words;
  }
}
