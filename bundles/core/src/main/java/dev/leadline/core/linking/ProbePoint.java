package dev.leadline.core.linking;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * The code point of a probe, as its class file says it: names and descriptors, no class is loaded.
 *
 * @param method name of the method
 * @param descriptor of the method
 * @param ordinal which of the tracepoint's code points in the method, from 0
 * @param line source line; 0 when unknown
 * @param isExceptional whether an exception leaves the line or method here
 * @param passed what the call site passes, in order
 * @param inScope names of all variables in scope
 */
public record ProbePoint(
    String method,
    String descriptor,
    int ordinal,
    int line,
    boolean isExceptional,
    List<PassedVariable> passed,
    List<String> inScope) {
  public ProbePoint {
    requireNonNull(method, "method");
    requireNonNull(descriptor, "descriptor");
    passed = List.copyOf(passed);
    inScope = List.copyOf(inScope);
  }

  /** For people: {@code create(User, int)}. */
  public String signature() {
    return signature(method, descriptor);
  }

  /** For people, of any method: {@code create(User, int)}. */
  public static String signature(String method, String descriptor) {
    return Arrays.stream(Type.getArgumentTypes(descriptor))
        .map(type -> type.getClassName().substring(type.getClassName().lastIndexOf('.') + 1))
        .collect(Collectors.joining(", ", method + "(", ")"));
  }

  /**
   * A variable that the call site passes.
   *
   * @param name source name
   * @param descriptor of its declared type
   * @param signature generic signature, when the class file has one
   */
  public record PassedVariable(String name, String descriptor, Optional<String> signature) {}
}
