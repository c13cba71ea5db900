package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonDocumentParser;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.problem.Findings;

/** Values that are kept as their JSON text, since nothing here acts on them. */
final class KeptJson {
  private KeptJson() {}

  /**
   * Whether a kept text is an array in exactly the form in which the reader keeps arrays, so that
   * writing it as an array and reading it again gives the same text.
   */
  static boolean isArray(String text) {
    if (!text.startsWith("[")) {
      return false;
    }
    // Wrapped as deep as it will stand in the document: an array of tracepoints, a tracepoint.
    return JsonDocumentParser.parse("[[" + text + "]]", new Findings(""))
        .map(root -> ((ArrayValue) ((ArrayValue) root).values().get(0)).values().get(0))
        .filter(kept -> kept instanceof ArrayValue array && !array.values().isEmpty())
        .filter(kept -> kept.toJson().equals(text))
        .isPresent();
  }
}
