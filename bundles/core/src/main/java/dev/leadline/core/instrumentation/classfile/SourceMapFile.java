package dev.leadline.core.instrumentation.classfile;

import static java.util.Objects.requireNonNull;

/**
 * A file of a source map.
 *
 * @param id number by which the line section names it
 * @param name file name, such as {@code Foo.kt}
 * @param path the path beside it: of the file for a JSP, of the class for Kotlin; may be empty
 */
public record SourceMapFile(int id, String name, String path) {
  public SourceMapFile {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
  }

  /** The name in the folder of the path: how Kotlin's package and file name are joined. */
  String nameInFolderOfPath() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? name : path.substring(0, slash + 1) + name;
  }
}
