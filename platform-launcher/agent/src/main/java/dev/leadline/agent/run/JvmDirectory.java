package dev.leadline.agent.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of this JVM. What a person may want after the end, the logs, stays; all else goes with
 * the JVM, or with the next one of this user when this one is killed.
 */
public final class JvmDirectory implements Closeable {

  static final String PREFIX = "jvm-";
  static final String LOCK = "lock";
  static final String LOG = "leadline.log";

  /** What was done in the JVM, by whom. */
  static final String AUDIT = "audit.log";

  private final Path path;
  private final FileClaim claim;

  private JvmDirectory(Path path, FileClaim claim) {
    this.path = path;
    this.claim = claim;
  }

  /** Makes {@code jvm-<pid>}, or {@code jvm-<pid>-2} when a JVM of another container has that. */
  static JvmDirectory create(Path runDirectory, long pid) throws IOException {
    for (int attempt = 1; attempt <= 100; attempt++) {
      Path path = runDirectory.resolve(PREFIX + pid + (attempt == 1 ? "" : "-" + attempt));
      Files.createDirectories(path);
      FileClaim claim = FileClaim.exclusive(path.resolve(LOCK));
      if (claim != null) {
        // Process ids come back: these would be the files of a dead JVM.
        clear(path);
        return new JvmDirectory(path, claim);
      }
    }
    throw new IOException("a hundred other JVMs have process id " + pid + " in " + runDirectory);
  }

  /** The file that the JVM with these files has a lock on. */
  public static Path lock(Path path) {
    return path.resolve(LOCK);
  }

  /** Whether the JVM that has these files lives, as its lock on them tells. */
  public static boolean isInUse(Path path) {
    Path lock = lock(path);
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileClaim claim = FileClaim.exclusive(lock)) {
      return claim == null;
    } catch (IOException notOurs) {
      // Another user's: only its owner could tell, and only its owner is told.
      return true;
    }
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  /** For Felix. */
  public Path cache() {
    return path.resolve("cache");
  }

  /** Where the log is, unless the person who starts the JVM wants it elsewhere. */
  public Path log() {
    return path.resolve(LOG);
  }

  /** Deletes all but the logs; the directory too when there is no log. */
  @Override
  public void close() throws IOException {
    clear(path);
    if (hasLog(path)) {
      claim.close();
    } else {
      Files.deleteIfExists(path.resolve(LOCK));
      claim.close();
      Files.deleteIfExists(path);
    }
  }

  static boolean hasLog(Path path) {
    return Files.exists(path.resolve(LOG));
  }

  /** Deletes all but the logs and the lock. */
  static void clear(Path path) {
    for (Path child : FileTree.list(path)) {
      String name = child.getFileName().toString();
      if (!name.startsWith(LOG) && !name.startsWith(AUDIT) && !name.equals(LOCK)) {
        FileTree.delete(child);
      }
    }
  }
}
