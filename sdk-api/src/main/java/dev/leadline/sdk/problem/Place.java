package dev.leadline.sdk.problem;

import static java.util.Objects.requireNonNull;

/**
 * Where a problem is.
 *
 * @param document name of the document as the user knows it (a file name, "shell"); empty when
 *     there is none
 * @param pointer JSON pointer (RFC 6901) of the offending value; empty for the whole document
 * @param line line in the document or, for an expression, in its text, from 1; 0 when unknown
 * @param column column from 1; 0 when unknown
 */
public record Place(String document, String pointer, int line, int column) {

  /** Nowhere in particular. */
  public static final Place NONE = new Place("", "", 0, 0);

  public Place {
    requireNonNull(document, "document");
    requireNonNull(pointer, "pointer");
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException(
          "line and column are not negative: " + line + ":" + column);
    }
  }

  /** A line and column, from 1, of a text that has no document around it. */
  public static Place of(int line, int column) {
    return new Place("", "", line, column);
  }

  /** {@code shop.json:12:5 /metrics/0/name}, with the parts that are known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(document);
    if (line > 0) {
      text.append(document.isEmpty() ? "line " : ":").append(line);
      if (column > 0) {
        text.append(document.isEmpty() ? ", column " : ":").append(column);
      }
    }
    if (!pointer.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(pointer);
    }
    return text.toString();
  }
}
