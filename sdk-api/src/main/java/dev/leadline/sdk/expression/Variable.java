package dev.leadline.sdk.expression;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A variable in scope at the code point.
 *
 * @param name source name; {@code this} for the receiver
 * @param type declared type, erased; may be non-public or invisible from the host class
 * @param signature generic signature (JVMS 4.7.9.1) when the class file has one, such as {@code
 *     Ljava/util/List<Lcom/acme/Item;>;}
 */
public record Variable(String name, Class<?> type, Optional<String> signature) {

  /** Name of the variable that holds the receiver. */
  public static final String THIS = "this";

  public Variable {
    requireNonNull(type, "type");
    requireNonNull(signature, "signature");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a variable has a name");
    }
    if (type == void.class) {
      throw new IllegalArgumentException("no variable is void: " + name);
    }
  }
}
