package dev.leadline.expression.groovy.runtime;

import java.lang.invoke.MethodHandles;

/** The class whose neighbours the expressions' hidden classes are. */
public final class RuntimeLookup {

  private RuntimeLookup() {}

  /** With the right to define classes in this package. */
  public static MethodHandles.Lookup lookup() {
    return MethodHandles.lookup();
  }
}
