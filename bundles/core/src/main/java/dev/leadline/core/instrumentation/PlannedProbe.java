package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A call site that was placed.
 *
 * @param request whose it is
 * @param site its number, the static argument of its bootstrap method
 * @param kind start or end
 * @param method name of the method that has it
 * @param descriptor of that method
 * @param line source line; 0 when unknown
 * @param passed the call site's arguments, in order
 * @param inScope everything that could have been passed, for messages
 * @param namesKnown whether the class file has variable names; else they are {@code param0}..
 */
public record PlannedProbe(
    ProbeRequest request,
    int site,
    ProbeKind kind,
    String method,
    String descriptor,
    int line,
    List<ProbeVariable> passed,
    List<ProbeVariable> inScope,
    boolean namesKnown) {
  public PlannedProbe {
    requireNonNull(request, "request");
    requireNonNull(kind, "kind");
    requireNonNull(method, "method");
    requireNonNull(descriptor, "descriptor");
    passed = List.copyOf(passed);
    inScope = List.copyOf(inScope);
  }

  /** Method descriptor of the call site, such as {@code (Ljava/lang/Object;J)V}. */
  public String siteDescriptor() {
    StringBuilder text = new StringBuilder("(");
    passed.forEach(variable -> text.append(variable.siteDescriptor()));
    return text.append(")V").toString();
  }
}
