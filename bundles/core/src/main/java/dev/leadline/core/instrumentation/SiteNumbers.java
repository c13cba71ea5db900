package dev.leadline.core.instrumentation;

/** Gives out the numbers by which call sites are linked. */
@FunctionalInterface
public interface SiteNumbers {
  /** A number that was never given out. Numbers of abandoned attempts are not given back. */
  int next();
}
