package dev.leadline.sdk.code;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A source file that loaded classes were compiled from.
 *
 * @param path package and file, such as {@code com/acme/Shop.java}; from the class's name where the
 *     class file does not say
 * @param classes that are loaded, sorted
 */
public record SourceFile(String path, List<LoadedClass> classes) {
  public SourceFile {
    requireNonNull(path, "path");
    classes = List.copyOf(classes);
  }

  /**
   * A class.
   *
   * @param name binary name
   * @param loader its loader, as a probe's status names it
   */
  public record LoadedClass(String name, String loader) {
    public LoadedClass {
      requireNonNull(name, "name");
      requireNonNull(loader, "loader");
    }
  }
}
