package dev.leadline.agent.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that lasts until it is closed or the process ends, however it ends. That tells a
 * living owner from a dead one where a process id does not.
 */
final class FileClaim implements Closeable {

  /**
   * What this JVM has, or is about to have. Asking the system again would not only fail: on POSIX
   * systems, closing any channel to a file gives up all locks that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private FileClaim(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /** For one owner alone; null when somebody has it. */
  static @Nullable FileClaim exclusive(Path file) throws IOException {
    return take(file, false);
  }

  /** For any number of owners; null when somebody has it exclusively. */
  static @Nullable FileClaim shared(Path file) throws IOException {
    return take(file, true);
  }

  private static @Nullable FileClaim take(Path file, boolean shared) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    if (!OWN.add(key)) {
      return null;
    }
    FileClaim claim = null;
    try {
      claim = lock(key, shared);
      return claim;
    } finally {
      if (claim == null) {
        OWN.remove(key);
      }
    }
  }

  private static @Nullable FileClaim lock(Path file, boolean shared) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      // A sweeper deletes the file while it has the lock; then what we locked is not there.
      if (lock != null && Files.exists(file)) {
        return new FileClaim(file, channel);
      }
    } catch (OverlappingFileLockException ownedInThisJvm) {
      // By an agent of another class loader. As good as owned by another process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OWN.remove(key);
    }
  }
}
