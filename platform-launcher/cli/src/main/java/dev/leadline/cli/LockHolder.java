package dev.leadline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process has a lock on a file. Linux lists that with process ids as the reader has them,
 * while a JVM in a container names its files after the id that it has in there.
 */
final class LockHolder {

  private static final int PID = 4;
  private static final int FILE = 5;

  private LockHolder() {}

  /** Empty where that is not known: on other systems, and on some file systems. */
  static Optional<Long> of(Path file) {
    return of(file, Path.of("/proc/locks"));
  }

  /**
   * The holder of the lock.
   *
   * @param locks what proc(5) describes as {@code /proc/locks}
   */
  static Optional<Long> of(Path file, Path locks) {
    try {
      String wanted = identity(file);
      for (String line : Files.readAllLines(locks, StandardCharsets.UTF_8)) {
        String[] words = line.trim().split("\\s+", -1);
        // A line of one who waits for a lock has an arrow as its second word, and is no holder's.
        if (words.length > FILE
            && words[FILE].equals(wanted)
            && words[PID].matches("[0-9]{1,18}")) {
          return Optional.of(Long.parseLong(words[PID]));
        }
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      // No Linux, or not ours to look at.
    }
    return Optional.empty();
  }

  /** {@code MAJOR:MINOR:INODE}, the first two in hexadecimal digits. */
  private static String identity(Path file) throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    // As the C library packs the two into one number.
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
    long minor = (device & 0xff) | ((device >>> 12) & ~0xffL);
    return String.format("%02x:%02x:%d", major, minor, inode);
  }
}
