package dev.leadline.source.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a directory has to offer at a moment. */
sealed interface Listing {

  /** Most files that are looked at, in the order of their names. */
  int MAX_FILES = 1000;

  /**
   * Its tracepoint files by name; none when there is no directory.
   *
   * @param stamps links followed
   * @param ignored how many files there are beyond {@link #MAX_FILES}
   */
  record Listed(SortedMap<String, FileStamp> stamps, int ignored) implements Listing {
    public Listed {
      stamps = Collections.unmodifiableSortedMap(new TreeMap<>(stamps));
    }
  }

  /** There is something, and it cannot be listed: nothing is known about its files. */
  record Unreadable(String reason) implements Listing {}

  /** Lists the directory. Files whose names start with a dot are editors' and Kubernetes' own. */
  static Listing of(Path directory) {
    SortedMap<String, FileStamp> stamps = new TreeMap<>();
    int ignored = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.json")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".")) {
          putStamp(entry, name, stamps);
        }
        if (stamps.size() > MAX_FILES) {
          stamps.remove(stamps.lastKey());
          ignored++;
        }
      }
    } catch (NoSuchFileException e) {
      return new Listed(Collections.emptySortedMap(), 0);
    } catch (IOException | DirectoryIteratorException e) {
      return new Unreadable(e.toString());
    }
    return new Listed(stamps, ignored);
  }

  private static void putStamp(Path file, String name, SortedMap<String, FileStamp> stamps) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        stamps.put(name, FileStamp.of(attributes));
      }
    } catch (NoSuchFileException e) {
      // Deleted since it was listed, or a link that leads nowhere: as if it had not been there.
    } catch (IOException e) {
      stamps.put(name, FileStamp.UNKNOWN); // reading it will say what the matter is
    }
  }
}
