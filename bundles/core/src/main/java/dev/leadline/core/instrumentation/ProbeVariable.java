package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A variable at a code point.
 *
 * @param name source name; {@code this} for the receiver
 * @param descriptor declared type, such as {@code Lcom/acme/User;}
 * @param signature generic signature (JVMS 4.7.9.1), when the class file has one
 */
public record ProbeVariable(String name, String descriptor, Optional<String> signature) {

  /** The result of a method, at an end stage; the type's zero or null when there is none yet. */
  public static final String RETURNED = "returned";

  /** The exception that ends a line or method; null when it ends normally. */
  public static final String THROWN = "thrown";

  /** Nanoseconds from the start of the line or method to its end. */
  public static final String RUNTIME = "runtime";

  /** Derived by the linker from {@link #RUNTIME}, which is passed in its place. */
  public static final String RUNTIME_SECONDS = "runtimeSeconds";

  public ProbeVariable {
    requireNonNull(name, "name");
    requireNonNull(descriptor, "descriptor");
    requireNonNull(signature, "signature");
  }

  /**
   * Its type in the descriptor of the call site: a primitive's own type, {@code Object} for every
   * reference. Naming the application's types there would make the JVM resolve them when it links
   * the site, and the verifier load them to check assignments.
   */
  public String siteDescriptor() {
    return descriptor.length() == 1 ? descriptor : "Ljava/lang/Object;";
  }

  /** Slots that it takes on the stack. */
  int slots() {
    return descriptor.equals("J") || descriptor.equals("D") ? 2 : 1;
  }
}
