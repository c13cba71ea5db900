package dev.leadline.plugin.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tells cheaply that a file is not what it was; links are followed. */
record FileStamp(long size, Instant modified, @Nullable Object key) {

  /** Empty when there is no such file any more, or none that can be looked at. */
  static Optional<FileStamp> of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(
              new FileStamp(
                  attributes.size(),
                  attributes.lastModifiedTime().toInstant(),
                  attributes.fileKey()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
