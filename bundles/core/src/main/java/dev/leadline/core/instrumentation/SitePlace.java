package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What makes one call site of a class as good as another: whoever is linked to either gets the same
 * values at the same moment.
 *
 * @param method name of the method
 * @param descriptor of the method
 * @param kind start or end
 * @param line source line; 0 when unknown
 * @param passed the call site's arguments, in order
 */
public record SitePlace(
    String method, String descriptor, ProbeKind kind, int line, List<ProbeVariable> passed) {
  public SitePlace {
    requireNonNull(method, "method");
    requireNonNull(descriptor, "descriptor");
    requireNonNull(kind, "kind");
    passed = List.copyOf(passed);
  }
}
