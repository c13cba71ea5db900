package dev.leadline.core.instrumentation;

/** Which moment a call site is. */
public enum ProbeKind {
  /** Before the line or method does anything. */
  START,
  /** After it, when no exception ended it. */
  NORMAL_END,
  /** After it, when an exception ended it; variables that it may not have assigned are missing. */
  EXCEPTIONAL_END
}
