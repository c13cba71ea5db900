package dev.leadline.itests.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Mirror;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Cli.Outcome;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** {@code attach}, and why it cannot be. */
class AttachCommandIT {

  @TempDir private Path directory;

  @EveryJdk
  void putsLeadlineIntoARunningJvm(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = plain(jdk).start()) {
      String pid = Long.toString(jvm.awaitLine("ready").pid());
      assertThat(cli.run("jvms").ok()).containsPattern("(?m)^" + pid + " +\\S+ +\\S+ +- +com.acme");
      Outcome attached = cli.run("attach", pid, "prometheus.port=0", "metrics.namespace=a,b");
      assertThat(attached.status()).as(attached.err()).isZero();
      assertThat(attached.out()).startsWith("Leadline is in " + pid + " (com.acme.Mirror");
      if (jdk.feature() >= 21) {
        assertThat(attached.err()).contains("-XX:+EnableDynamicAgentLoading").hasLineCount(1);
      } else {
        assertThat(attached.err()).isEmpty();
      }
      // It is there when the command has ended.
      assertThat(cli.run("exec", pid, "version").ok()).contains(pid);
      assertThat(cli.run("jvms", "--json").ok())
          .containsPattern("\"pid\" : " + pid + ",[^}]*\"attached\" : true");
      assertThat(cli.run("attach", pid).err()).contains("in process " + pid + " already");
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.out()).containsExactly("ready");
      assertThat(jvm.err()).filteredOn(line -> !line.startsWith("WARNING: ")).isEmpty();
    }
  }

  @EveryJdk
  void saysWhenThereIsNoSuchProcess(Jdk jdk) throws Exception {
    Outcome outcome = new Cli(jdk, directory).run("attach", "999999999");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("there is no process 999999999").hasLineCount(1);
    assertThat(new Cli(jdk, directory).run("attach", "me").status()).isEqualTo(2);
    assertThat(new Cli(jdk, directory).run("attach", "1", "port").err()).contains("NAME=VALUE");
  }

  @EveryJdk
  void killsNothingThatIsNoJvm(Jdk jdk) throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this system");
    Process sleep = new ProcessBuilder("sleep", "600").start();
    try {
      Outcome outcome = new Cli(jdk, directory).run("attach", Long.toString(sleep.pid()));
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err()).contains("is no JVM").hasLineCount(1);
      assertThat(sleep.waitFor(1, TimeUnit.SECONDS)).isFalse();
    } finally {
      sleep.destroy();
    }
  }

  @EveryJdk
  void saysWhenTheJvmForbidsIt(Jdk jdk) throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this system");
    for (String option :
        List.of("-XX:+DisableAttachMechanism", "-Xrs", "-XX:-EnableDynamicAgentLoading")) {
      try (ForkedJvm jvm = plain(jdk).java(option).start()) {
        String pid = Long.toString(jvm.awaitLine("ready").pid());
        Outcome outcome = new Cli(jdk, directory).run("attach", pid);
        assertThat(outcome.status()).as(option).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot attach to " + pid, option).hasLineCount(1);
        jvm.endInput();
        assertThat(jvm.awaitExit()).isZero();
        // No thread dump either.
        assertThat(jvm.out()).containsExactly("ready");
      }
    }
  }

  @EveryJdk
  void saysWhenItRunsOnAJavaThatCannotAttach(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = plain(jdk).start()) {
      String pid = Long.toString(jvm.awaitLine("ready").pid());
      List<String> command =
          cli.command(
              List.of("--limit-modules", "java.base,java.instrument,java.logging"), "attach", pid);
      assertThat(outputOf(command))
          .contains("has no module jdk.attach", "of a JDK")
          .hasLineCount(1);
    }
  }

  @EveryJdk
  void saysWhenTheJvmBelongsToAnother(Jdk jdk) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/runuser")), "no runuser on this system");
    try (ForkedJvm jvm = plain(jdk).start()) {
      String pid = Long.toString(jvm.awaitLine("ready").pid());
      List<String> command = new ArrayList<>(List.of("/usr/sbin/runuser", "-u", "nobody", "--"));
      command.addAll(new Cli(jdk, directory).command(List.of(), "attach", pid));
      assumeTrue(isReadableByAll(Distribution.jar()), "nobody may read " + Distribution.jar());
      assertThat(outputOf(command))
          .contains("the process belongs to root, and you are nobody")
          .hasLineCount(1);
    }
  }

  private static boolean isReadableByAll(Path file) throws IOException {
    for (Path path = file.toRealPath(); path != null; path = path.getParent()) {
      var permissions = Files.getPosixFilePermissions(path);
      String needed = Files.isDirectory(path) ? "OTHERS_EXECUTE" : "OTHERS_READ";
      if (permissions.stream().noneMatch(permission -> permission.name().equals(needed))) {
        return false;
      }
    }
    return true;
  }

  private String outputOf(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isEqualTo(1);
    return output;
  }

  private ForkedJvmBuilder plain(Jdk jdk) {
    return ForkedJvm.on(jdk, directory).withoutAgent().main(Mirror.class);
  }
}
