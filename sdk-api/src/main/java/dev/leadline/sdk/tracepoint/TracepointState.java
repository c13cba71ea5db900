package dev.leadline.sdk.tracepoint;

/** How a tracepoint is. */
public enum TracepointState {
  /** No class of its file is loaded, or installation is under way. */
  PENDING,
  /** Probes are in place, and none was hit yet. */
  INSTALLED,
  /** Probes are in place and were hit. */
  ACTIVE,
  /** Classes of its file are loaded, and none has code at the place. */
  NO_CODE,
  /** Nothing of it can be in force; the problems say why. */
  REJECTED,
  /** In place, and not recording for the time being. */
  PAUSED,
  /** Has fired as often as it may. */
  EXHAUSTED,
  /** Its time to live is over. */
  EXPIRED,
  /** The line's text is not the one declared. */
  STALE
}
