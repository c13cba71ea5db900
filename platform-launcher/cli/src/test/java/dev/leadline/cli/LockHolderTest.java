package dev.leadline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockHolderTest {

  private static final Path LOCKS = Path.of("/proc/locks");

  /** Others number their files anew for every process that asks, or their devices. */
  private static final Set<String> PLAIN = Set.of("ext4", "xfs", "tmpfs");

  @TempDir private Path directory;

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.createFile(directory.resolve("lock"));
  }

  @Test
  void isTheProcessThatHasIt() throws Exception {
    assumeTrue(Files.isReadable(LOCKS), "no " + LOCKS + " on this system");
    String type = Files.getFileStore(file).type();
    assumeTrue(PLAIN.contains(type), "a file system of type " + type);
    assertThat(LockHolder.of(file)).isEmpty();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(LockHolder.of(file)).hasValue(ProcessHandle.current().pid());
    }
    assertThat(LockHolder.of(file)).isEmpty();
  }

  @Test
  void isNobodyWhoWaitsForIt() throws Exception {
    assumeTrue(Files.isReadable(LOCKS), "no " + LOCKS + " on this system");
    String identity = identity();
    Path locks = directory.resolve("locks");
    Files.writeString(
        locks,
        """
        1: POSIX  ADVISORY  WRITE 4711 00:00:1 0 EOF
        2: -> POSIX  ADVISORY  WRITE 4712 %1$s 0 EOF
        3: POSIX  ADVISORY  WRITE 4713 %1$s 0 EOF
        """
            .formatted(identity));
    assertThat(LockHolder.of(file, locks)).hasValue(4713L);
  }

  @Test
  void isUnknownWhereTheSystemTellsNothing() {
    assertThat(LockHolder.of(file, directory.resolve("none"))).isEmpty();
    assertThat(LockHolder.of(directory.resolve("none"))).isEmpty();
  }

  /** Of a device with small numbers, where both are a byte of {@code st_dev}. */
  private String identity() throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    assumeTrue(device < 0x10000, "a device of large numbers");
    return String.format(
        "%02x:%02x:%s", device >> 8, device & 0xff, Files.getAttribute(file, "unix:ino"));
  }
}
