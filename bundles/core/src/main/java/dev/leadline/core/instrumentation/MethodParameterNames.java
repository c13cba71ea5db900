package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The {@code MethodParameters} of a loaded class, read by reflection before it is retransformed.
 *
 * <p>JVMs before 17.0.20 and 19 leave that attribute out of the bytes that they hand to a
 * transformer, and so lose it (JDK-8240908); what the bytes lack is written back from here.
 */
@FunctionalInterface
public interface MethodParameterNames {

  /** For a class that is being loaded, and for JVMs without the bug: the bytes are complete. */
  MethodParameterNames COMPLETE = (method, descriptor) -> List.of();

  /** Parameters of a method in order; empty when it has none, or no such attribute. */
  List<MethodParameter> of(String method, String descriptor);

  /**
   * One parameter.
   *
   * @param name source name; empty when the attribute has none
   * @param access {@code ACC_FINAL}, {@code ACC_SYNTHETIC}, {@code ACC_MANDATED} or 0
   */
  record MethodParameter(String name, int access) {
    public MethodParameter {
      requireNonNull(name, "name");
    }
  }
}
