package dev.leadline.core.application;

/** What the test adapter is called through; names no vendor type. */
public interface RegistryContract {

  /** Adds one to the counter of this name in the adapter's registry. */
  void increment(String name);

  /** The registry that the adapter is linked to. */
  Object registry();
}
