package dev.leadline.core.format.json;

import dev.leadline.sdk.problem.Place;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is in its document. The pointer is put together only when asked for: a value costs
 * no text.
 *
 * @param parent the array or object around it; null for the outermost value
 * @param token key or index in the parent; empty for the outermost value
 * @param line from 1
 * @param column in UTF-16 units, from 1
 */
public record Position(@Nullable Position parent, String token, int line, int column) {

  /** JSON pointer, RFC 6901. */
  public String pointer() {
    StringBuilder pointer = new StringBuilder();
    append(pointer);
    return pointer.toString();
  }

  public Place place() {
    return new Place("", pointer(), line, column);
  }

  private void append(StringBuilder pointer) {
    if (parent != null) {
      parent.append(pointer);
      pointer.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
  }
}
