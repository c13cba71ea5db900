package dev.leadline.sdk.metric;

/** How much speaks for a place where an application's metrics could go, weakest first. */
public enum Standing {
  /** There is no such place in this application. */
  NONE,
  /** A place of the provider's own that nobody asked for; used when there is no other. */
  LAST_RESORT,
  /** A place of the provider's own that somebody has asked for, by a setting or by its presence. */
  OWN,
  /** The application has the library; whether anything is made of it is not known. */
  PRESENT,
  /** The application itself records there. */
  USED,
  /** The application itself has something attached that takes the metrics from there. */
  COLLECTED
}
