package dev.leadline.core.application;

import java.util.Set;

/**
 * Makes packages of a named module of the application accessible to an adapter's unnamed module.
 * Only asked for packages that are not exported to it already.
 */
@FunctionalInterface
public interface ModuleOpener {

  /**
   * Exports the packages to that module.
   *
   * @param packages packages of that module; not empty
   * @throws IllegalStateException when the JVM does not allow it; the message says why
   */
  void export(Module module, Set<String> packages, Module to);
}
