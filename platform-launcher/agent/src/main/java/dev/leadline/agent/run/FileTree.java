package dev.leadline.agent.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Deletes directories. Symbolic links are deleted, never followed. */
final class FileTree {

  private FileTree() {}

  /** The entries; empty when it is not a directory that can be read. */
  static List<Path> list(Path directory) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          found.add(entry);
        }
      } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
        // Then there is nothing that we could do about its entries either.
      }
    }
    return found;
  }

  /** Deletes as much as it can; what is left is tried again at the next sweep. */
  static void delete(Path path) {
    for (Path child : list(path)) {
      delete(child);
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException stillInUse) {
      // Windows keeps open files; the next JVM sweeps them.
    }
  }
}
