package dev.leadline.core.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a call site passes, for people who look for the cause of an error. Off the hot
 * path: only where something threw.
 *
 * @param names in the order of the site's parameters
 * @param primitives of each, its type when it is primitive, else empty
 */
public record SiteVariables(List<String> names, List<String> primitives) {

  /** A site that passes none. */
  public static final SiteVariables NONE = new SiteVariables(List.of(), List.of());

  static final int LONGEST = 300;

  public SiteVariables {
    names = List.copyOf(names);
    primitives = List.copyOf(primitives);
    if (names.size() != primitives.size()) {
      throw new IllegalArgumentException("one type per name: " + names + ", " + primitives);
    }
  }

  /**
   * {@code user: com.acme.User, n: int, order: null}: types, and never a value, which may be a
   * secret.
   *
   * @param references by parameter; null for primitives, and for what is null
   */
  String describe(@Nullable Object[] references) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size() && text.length() <= LONGEST; i++) {
      Object reference = i < references.length ? references[i] : null;
      text.append(i == 0 ? "" : ", ")
          .append(names.get(i))
          .append(": ")
          .append(
              !primitives.get(i).isEmpty()
                  ? primitives.get(i)
                  : reference == null ? "null" : reference.getClass().getTypeName());
    }
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST - 1) + "\u2026";
  }
}
