package dev.leadline.core.instrumentation;

/** Gives out the numbers by which call sites are linked. */
@FunctionalInterface
public interface SiteNumbers {
  /**
   * A number that no other call site of the class has. Numbers of abandoned attempts are not given
   * back.
   */
  int numberOf(SitePlace place);
}
