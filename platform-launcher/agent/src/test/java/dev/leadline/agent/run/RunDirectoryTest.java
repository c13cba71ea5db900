package dev.leadline.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir private Path temporary;

  @Test
  void isTheUsersAlone() throws IOException {
    Path path = RunDirectory.ofUser(temporary, "j. doe/x").path();
    assertThat(path).isEqualTo(temporary.resolve("leadline-j._doe_x"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
  }

  @Test
  void closesADirectoryThatOthersCanEnter() throws IOException {
    Path path = Files.createDirectory(temporary.resolve("leadline-doe"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    RunDirectory.ofUser(temporary, "doe");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void refusesALinkInPlaceOfTheDirectory() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(temporary.resolve("leadline-doe"), elsewhere);
    assertThatThrownBy(() -> RunDirectory.ofUser(temporary, "doe"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("set run.dir");
  }

  @Test
  void givesEachJvmADirectoryEvenWithOneProcessId() throws IOException {
    RunDirectory run = RunDirectory.of(temporary.resolve("run"));
    try (JvmDirectory first = run.createJvmDirectory(1);
        JvmDirectory second = run.createJvmDirectory(1)) {
      assertThat(first.path()).isEqualTo(temporary.resolve("run/jvm-1")).isDirectory();
      assertThat(second.path()).isEqualTo(temporary.resolve("run/jvm-1-2")).isDirectory();
    }
    assertThat(temporary.resolve("run")).isEmptyDirectory();
  }

  @Test
  void keepsTheLogAndNothingElseAtTheEnd() throws IOException {
    RunDirectory run = RunDirectory.of(temporary.resolve("run"));
    try (JvmDirectory jvm = run.createJvmDirectory(7)) {
      Files.createDirectories(jvm.cache().resolve("bundle1"));
      Files.writeString(jvm.cache().resolve("bundle1/x"), "x");
      Files.writeString(jvm.log(), "line");
    }
    try (Stream<Path> left = Files.walk(temporary.resolve("run/jvm-7"))) {
      assertThat(left.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("leadline.log", "lock");
    }
  }

  @Test
  void takesTheFilesOfADeadJvmWithItsProcessIdAway() throws IOException {
    RunDirectory run = RunDirectory.of(temporary.resolve("run"));
    Path dead = dead("jvm-7", Instant.now());
    Files.writeString(dead.resolve("prometheus.port"), "9464");
    try (JvmDirectory jvm = run.createJvmDirectory(7)) {
      assertThat(jvm.path()).isEqualTo(dead);
      assertThat(dead.resolve("prometheus.port")).doesNotExist();
      assertThat(jvm.log()).exists();
    }
  }

  @Test
  void sweepsTheDeadAndLeavesTheLiving() throws IOException {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    RunDirectory run = RunDirectory.of(temporary.resolve("run"));
    Path old = dead("jvm-1", now.minus(Duration.ofDays(8)));
    Path recent = dead("jvm-2", now.minus(Duration.ofDays(6)));
    Files.createDirectory(recent.resolve("cache"));
    Path withoutLog = Files.createDirectory(temporary.resolve("run/jvm-3"));
    Path foreign = Files.createDirectory(temporary.resolve("run/notes"));
    try (JvmDirectory living = run.createJvmDirectory(4)) {
      Files.createDirectory(living.cache());
      new RunSweeper(run, Clock.fixed(now, java.time.ZoneOffset.UTC)).sweep();
      assertThat(living.cache()).isDirectory();
    }
    assertThat(old).doesNotExist();
    assertThat(withoutLog).doesNotExist();
    assertThat(recent.resolve("cache")).doesNotExist();
    assertThat(recent.resolve("leadline.log")).exists();
    assertThat(foreign).isDirectory();
  }

  @Test
  void keepsTheLatestLogsOnly() throws IOException {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    RunDirectory run = RunDirectory.of(temporary.resolve("run"));
    for (int pid = 1; pid <= 13; pid++) {
      dead("jvm-" + pid, now.minus(Duration.ofMinutes(pid)));
    }
    new RunSweeper(run, Clock.fixed(now, java.time.ZoneOffset.UTC)).sweep();
    try (Stream<Path> left = Files.list(run.path())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .hasSize(RunSweeper.KEPT_LOGS)
          .contains("jvm-1", "jvm-10")
          .doesNotContain("jvm-11", "jvm-12", "jvm-13");
    }
  }

  private Path dead(String name, Instant lastUsed) throws IOException {
    Path path = Files.createDirectories(temporary.resolve("run").resolve(name));
    for (String file : new String[] {"lock", "leadline.log"}) {
      Files.writeString(path.resolve(file), "");
      Files.setLastModifiedTime(path.resolve(file), FileTime.from(lastUsed));
    }
    return path;
  }
}
