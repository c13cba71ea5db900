package dev.leadline.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Echo;
import com.acme.Hello;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.io.TempDir;

/** A failure of ours is one line on stderr, and the application runs as if we were not there. */
class FailureIT {

  @TempDir private Path directory;

  @EveryJdk
  void saysSoWhenTheRunDirectoryCannotBeWritten(Jdk jdk) throws Exception {
    // Below a file: not even root can write there.
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(lineOf(on(jdk).with("run.dir", file.resolve("run"))))
        .startsWith(
            "leadline: not running: run directory " + file.resolve("run") + " cannot be made");
  }

  @EveryJdk
  void saysSoWhenABundleIsDamagedOnDisk(Jdk jdk) throws Exception {
    Path jar = Distribution.alteredJar(directory.resolve("leadline.jar"), Map.of());
    flipByte(jar, bundle("sdk-api.jar"));
    assertThat(lineOf(on(jdk).agent(jar)))
        .isEqualTo(
            "leadline: not running: bundle sdk-api.jar is corrupt in "
                + jar
                + ": checksum differs");
  }

  @EveryJdk
  void saysSoWhenABundleIsNoJar(Jdk jdk) throws Exception {
    byte[] garbage = "this is no jar".getBytes(StandardCharsets.UTF_8);
    Path jar =
        Distribution.alteredJar(
            directory.resolve("leadline.jar"), Map.of("bundles/core.jar", garbage));
    assertThat(lineOf(on(jdk).agent(jar)))
        .startsWith("leadline: not running: bundle core.jar is corrupt: ");
  }

  @EveryJdk
  void namesAnUnknownSettingAndTheNearest(Jdk jdk) throws Exception {
    assertThat(lineOf(on(jdk).with("prometheus.prot", 1)))
        .isEqualTo(
            "leadline: unknown setting 'prometheus.prot' (agent argument) is ignored; did you mean"
                + " 'prometheus.port'?");
    assertThat(lineOf(on(jdk).environment("LEADLINE_METRICS_RETAIN", "maybe")))
        .isEqualTo(
            "leadline: setting metrics.retain=maybe (environment) is not one of false, true; the"
                + " default is used: false");
    assertThat(lineOf(on(jdk).java("-Dleadline.log.level=loud")))
        .startsWith("leadline: setting log.level=loud (system property) is not one of off, error");
  }

  @EveryJdk
  void runsWithDirectoriesThatDoNotExist(Jdk jdk) throws Exception {
    for (String setting : new String[] {"plugins.dir", "tracepoints.dir"}) {
      Path missing = directory.resolve("missing");
      try (ForkedJvm jvm = on(jdk).with(setting, missing).main(Echo.class).start()) {
        jvm.awaitRunning().endInput();
        assertThat(jvm.awaitExit()).isZero();
        assertThat(jvm.err())
            .containsExactly(
                "leadline: "
                    + setting
                    + " "
                    + missing
                    + " does not exist; it is used once it does");
        assertThat(missing).doesNotExist();
      }
    }
  }

  @EveryJdk
  void isQuietWithoutTheDefaultDirectories(Jdk jdk) throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    try (ForkedJvm jvm = on(jdk).sync().with("home", home).main(Hello.class).start()) {
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).isEmpty();
      assertThat(home).isEmptyDirectory();
    }
  }

  @EveryJdk
  void startsOnceWhenItIsNamedTwice(Jdk jdk) throws Exception {
    assertThat(lineOf(on(jdk).agents(2)))
        .isEqualTo(
            "leadline: already in this JVM, from "
                + Distribution.jar()
                + "; the second agent does nothing");
  }

  @EveryJdk
  void logsElsewhereWhenTheLogFileCannotBeWritten(Jdk jdk) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(lineOf(on(jdk).with("log.file", file.resolve("leadline.log"))))
        .startsWith("leadline: log file " + file.resolve("leadline.log") + " cannot be written");
  }

  /** Runs it synchronously; the application must not notice, and there is one line on stderr. */
  private static String lineOf(ForkedJvmBuilder builder) throws Exception {
    try (ForkedJvm jvm = builder.main(Hello.class, "7").start()) {
      assertThat(jvm.awaitExit()).isEqualTo(7);
      assertThat(jvm.out()).containsExactly("hello");
      assertThat(jvm.err()).hasSize(1);
      return jvm.err().get(0);
    }
  }

  private ForkedJvmBuilder on(Jdk jdk) throws IOException {
    return ForkedJvm.on(jdk, directory).java("-Dleadline.boot=sync");
  }

  private static byte[] bundle(String name) throws IOException {
    try (JarFile jar = new JarFile(Distribution.jar().toFile())) {
      return jar.getInputStream(jar.getEntry("bundles/" + name)).readAllBytes();
    }
  }

  /** Changes one byte in the middle of this content, which is in the file as it is. */
  private static void flipByte(Path file, byte[] content) throws IOException {
    String needle = new String(content, StandardCharsets.ISO_8859_1);
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(needle);
    assertThat(at).isPositive();
    bytes[at + content.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
