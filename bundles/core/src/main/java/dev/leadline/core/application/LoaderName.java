package dev.leadline.core.application;

import org.jspecify.annotations.Nullable;

/** What people call a class loader. */
public final class LoaderName {

  private LoaderName() {}

  /**
   * A loader's own name ("app"), else its class and identity, since there may be many of a kind.
   */
  public static String of(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "boot";
    }
    return loader.getName() != null
        ? loader.getName()
        : loader.getClass().getSimpleName()
            + "@"
            + Integer.toHexString(System.identityHashCode(loader));
  }
}
