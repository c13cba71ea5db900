package dev.leadline.source.directory;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells cheaply that a file is not what it was. The key (the inode, where there are any) tells
 * a file that was renamed into place, and a link that leads elsewhere.
 */
record FileStamp(long size, Instant modified, @Nullable Object key) {

  /** Of a file that lets nothing be known. */
  static final FileStamp UNKNOWN = new FileStamp(-1, Instant.EPOCH, null);

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
  }

  boolean sameAs(@Nullable FileStamp other) {
    return Objects.equals(this, other);
  }
}
