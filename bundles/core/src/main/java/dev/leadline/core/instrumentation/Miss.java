package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A request that got no probe in this class, or in one of its methods. */
public sealed interface Miss {

  ProbeRequest request();

  /**
   * This class has no code at the line, or no such method with code. Other classes of the file may
   * have: the caller merges.
   *
   * @param nearestLines source lines of this class that have code: the nearest two on each side,
   *     ascending; empty for a method
   */
  record NoCode(ProbeRequest request, List<Integer> nearestLines) implements Miss {
    public NoCode {
      requireNonNull(request, "request");
      nearestLines = List.copyOf(nearestLines);
    }
  }

  /**
   * There is code, but it cannot be instrumented.
   *
   * @param method name and descriptor of the method
   */
  record Refused(ProbeRequest request, Refusal refusal, String method) implements Miss {
    public Refused {
      requireNonNull(request, "request");
      requireNonNull(refusal, "refusal");
      requireNonNull(method, "method");
    }
  }
}
