package dev.leadline.sdk.problem;

/** How bad a {@link Problem} is. */
public enum Severity {
  /** Read and kept, but worth knowing: an unknown key, an argument that is not acted on. */
  WARNING,
  /** The thing that the problem is about (a document, a tracepoint, a metric) is not in force. */
  ERROR
}
