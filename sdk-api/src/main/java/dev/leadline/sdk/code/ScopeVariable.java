package dev.leadline.sdk.code;

import static java.util.Objects.requireNonNull;

/**
 * A variable that an expression can read.
 *
 * @param name as it is written
 * @param type declared type as people write it, such as {@code List<Item>}
 */
public record ScopeVariable(String name, String type) {
  public ScopeVariable {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }
}
