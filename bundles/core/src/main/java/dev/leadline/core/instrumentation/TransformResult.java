package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What became of a class file. */
public sealed interface TransformResult {

  /**
   * It has probes now.
   *
   * @param classFile the new bytes; the caller must not change them
   * @param probes call sites, in the order of the code
   * @param misses what was asked for and is not there
   */
  // A class file is bytes; results are read once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Transformed(byte[] classFile, List<PlannedProbe> probes, List<Miss> misses)
      implements TransformResult {
    public Transformed {
      requireNonNull(classFile, "classFile");
      probes = List.copyOf(probes);
      misses = List.copyOf(misses);
    }
  }

  /** Nothing to place: leave the class as it is. */
  record Untouched(List<Miss> misses) implements TransformResult {
    public Untouched {
      misses = List.copyOf(misses);
    }
  }

  /** The class cannot be instrumented at all. */
  record Refused(Refusal refusal) implements TransformResult {
    public Refused {
      requireNonNull(refusal, "refusal");
    }
  }
}
