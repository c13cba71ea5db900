package dev.leadline.itests.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Hello;
import com.acme.Mirror;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Cli.Outcome;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The socket of a JVM: where it is, when there is none, and what it costs. */
class ControlChannelIT {

  @TempDir private Path directory;

  @EveryJdk
  void saysWhatToDoWhenThePathIsTooLong(Jdk jdk) throws Exception {
    Path deep = directory.resolve("d".repeat(100));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("run.dir", deep).main(Mirror.class).start()) {
      jvm.awaitRunning().awaitLog("SH-001");
      String pid = Long.toString(jvm.pid());
      Outcome outcome = new Cli(jdk, directory).run("--run-dir", deep.toString(), "exec", pid, "x");
      assertThat(outcome.status()).isEqualTo(3);
      assertThat(outcome.err())
          .hasLineCount(1)
          .contains("SH-001", "bytes long", "set run.dir to a shorter path");
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).isEmpty();
    }
  }

  @EveryJdk
  void isNotThereWhenItIsSwitchedOff(Jdk jdk) throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("shell", "off").main(Mirror.class).start()) {
      jvm.awaitRunning();
      Path control = jvm.jvmDirectory().resolve("control");
      assertThat(control).isDirectoryNotContaining("glob:**.sock");
      Outcome outcome = new Cli(jdk, directory).run("exec", Long.toString(jvm.pid()), "version");
      assertThat(outcome.status()).isEqualTo(3);
      assertThat(outcome.err()).contains("shell=off");
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
    }
  }

  @EveryJdk
  void goesWithItsJvmAndIsSweptWhenThatWasKilled(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    Path socket;
    long killed;
    try (ForkedJvm jvm = ForkedJvm.on(jdk, directory).main(Mirror.class).start()) {
      jvm.awaitRunning();
      killed = jvm.pid();
      socket = jvm.jvmDirectory().resolve("control/leadline-" + killed + ".sock");
      assertThat(socket).exists();
      assertThat(cli.run("jvms").ok()).containsPattern("\n" + killed + " .* attached ");
    }
    // Killed: it could take nothing away.
    assertThat(socket).exists();
    assertThat(cli.run("jvms").ok()).doesNotContainPattern("\n" + killed + " ");

    Path control = socket.getParent();
    try (ForkedJvm next = ForkedJvm.on(jdk, directory).sync().main(Hello.class).start()) {
      assertThat(next.awaitExit()).isZero();
    }
    assertThat(control).doesNotExist();
    try (var jvms = Files.list(directory.resolve("run"))) {
      List<Path> left = jvms.filter(path -> Files.exists(path.resolve("control"))).toList();
      assertThat(left).isEmpty();
    }
  }

  @EveryJdk
  void isFoundThroughTheCommandLineOfTheJvm(Jdk jdk) throws Exception {
    Path other = directory.resolve("other, place");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("run.dir", other).main(Mirror.class).start()) {
      jvm.awaitRunning();
      assertThat(new Cli(jdk, directory).run("exec", Long.toString(jvm.pid()), "version").ok())
          .contains(Long.toString(jvm.pid()));
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
    }
  }

  @EveryJdk
  void loadsNoShellLibraryBeforeItIsNeeded(Jdk jdk) throws Exception {
    Path classes = directory.resolve("classes.log");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .java("-Xlog:class+load:file=" + classes)
            .main(Mirror.class)
            .start()) {
      jvm.awaitRunning();
      Cli cli = new Cli(jdk, directory);
      cli.run("exec", Long.toString(jvm.pid()), "version").ok();
      assertThat(classes)
          .content()
          .contains("dev.leadline.shell.channel.ControlServer ")
          .doesNotContain("org.apache.felix.gogo.", "org.jline.", "dev.leadline.cli.");
      assertThat(Files.readAllLines(classes))
          .noneMatch(line -> line.contains("java.util.logging.LogManager "));
      cli.run("exec", Long.toString(jvm.pid()), "lb").ok();
      assertThat(classes).content().contains("org.apache.felix.gogo.runtime.");
      assertThat(Files.readAllLines(classes))
          .noneMatch(line -> line.contains("java.util.logging.LogManager "));
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
    }
  }
}
