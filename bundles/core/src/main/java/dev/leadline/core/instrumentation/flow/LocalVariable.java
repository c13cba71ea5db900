package dev.leadline.core.instrumentation.flow;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A source variable and the slot it lives in.
 *
 * @param name source name
 * @param descriptor declared type
 * @param signature generic signature, when the class file has one
 * @param slot local variable slot
 */
public record LocalVariable(String name, String descriptor, @Nullable String signature, int slot) {
  public LocalVariable {
    requireNonNull(name, "name");
    requireNonNull(descriptor, "descriptor");
  }

  public boolean isReceiver() {
    return name.equals(VariableScope.THIS);
  }
}
