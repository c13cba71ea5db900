package dev.leadline.shell.argument;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.tracepoint.Location;
import java.util.Optional;

/**
 * Where in the code, as people type it.
 *
 * @param file path of a source file
 * @param line from 1; {@link Location#NO_LINE} when there is none
 * @param method name of a method
 */
public record PlaceArgument(String file, int line, Optional<String> method) {

  /** What a message about a bad one says. */
  public static final String FORM =
      "write FILE:LINE or FILE#METHOD, such as com/acme/Shop.java:12 or Shop.java#open";

  public PlaceArgument {
    requireNonNull(file, "file");
    requireNonNull(method, "method");
  }

  /** Reads {@code FILE:LINE} or {@code FILE#METHOD}; empty when it is neither. */
  public static Optional<PlaceArgument> parse(String text) {
    int hash = text.lastIndexOf('#');
    if (hash > 0 && hash < text.length() - 1) {
      return Optional.of(
          new PlaceArgument(
              text.substring(0, hash), Location.NO_LINE, Optional.of(text.substring(hash + 1))));
    }
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      try {
        int line = Integer.parseInt(text.substring(colon + 1));
        if (line > 0) {
          return Optional.of(new PlaceArgument(text.substring(0, colon), line, Optional.empty()));
        }
      } catch (NumberFormatException noLine) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
