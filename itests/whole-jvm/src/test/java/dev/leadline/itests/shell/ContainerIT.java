package dev.leadline.itests.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Mirror;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs in containers, which are what the kernel makes of them: other process ids, other files. Both
 * have process id 1 in there.
 */
class ContainerIT {

  /** Other process ids and, with a temporary directory of its own, other files. */
  private static final List<String> CONTAINER =
      List.of("unshare", "--pid", "--mount", "--fork", "--mount-proc", "--kill-child");

  /** Other process ids alone. */
  private static final List<String> OTHER_IDS =
      List.of("unshare", "--pid", "--fork", "--kill-child");

  private static final String OWN_TEMPORARY = "mount -t tmpfs none /tmp && exec \"$@\"";

  @TempDir private Path directory;

  @BeforeAll
  static void needsTheRightTo() throws Exception {
    List<String> tryIt = new ArrayList<>(CONTAINER);
    tryIt.addAll(List.of("sh", "-c", OWN_TEMPORARY, "sh", "true"));
    boolean isAllowed;
    try {
      isAllowed = new ProcessBuilder(tryIt).start().waitFor() == 0;
    } catch (IOException absent) {
      isAllowed = false;
    }
    assumeTrue(isAllowed, "this user may not make containers with `unshare`");
    assumeTrue(
        !Distribution.jar().toAbsolutePath().startsWith("/tmp"),
        "the build is in the directory that the containers have one of their own for");
  }

  @EveryJdk
  void attachSaysHowToGetIntoAContainerAndThatIsTrue(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .through(CONTAINER.toArray(String[]::new))
            .through("sh", "-c", OWN_TEMPORARY, "sh")
            .withoutAgent()
            .java("-XX:+EnableDynamicAgentLoading")
            .main(Mirror.class)
            .start()
            .awaitLine("ready")) {
      String pid = Long.toString(inside(jvm));
      assertThat(cli.run("jvms").ok()).containsPattern("(?m)^" + pid + " .* com.acme.Mirror$");
      Cli.Outcome outcome = cli.run("attach", pid);
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("leadline: cannot attach to " + pid + ": the process is in a container")
          .contains("`java -jar leadline.jar attach 1` inside of it")
          .hasLineCount(1);

      assertThat(enter(jdk, pid, "-m", "-p", "attach", "1", "prometheus.port=0"))
          .startsWith("Leadline is in 1 (com.acme.Mirror)");
      assertThat(enter(jdk, pid, "-m", "-p", "exec", "version")).contains("in process 1,");
      assertThat(enter(jdk, pid, "-m", "-p", "stop", "1")).startsWith("Leadline is out of 1;");
      finish(jvm);
    }
  }

  @EveryJdk
  void findsTheJvmWhoseProcessIdIsAnotherInside(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm first = startWithSharedFiles(jdk);
        ForkedJvm second = startWithSharedFiles(jdk)) {
      String one = Long.toString(inside(first));
      String two = Long.toString(inside(second));
      first.await("both", () -> cli.run("jvms").out().split("attached", -1).length == 3);
      // By the process ids that they have here, and none twice; process 1 is another.
      assertThat(cli.run("jvms").ok())
          .containsPattern("(?m)^" + one + " .* attached ")
          .containsPattern("(?m)^" + two + " .* attached ")
          .doesNotContainPattern("(?m)^1 ");
      assertThat(cli.run("exec", two, "stop", "0").status()).isZero();
      first.await("the end of it", () -> cli.run("exec", two, "version").status() == 3);
      assertThat(cli.run("exec", one, "version").ok()).contains("in process 1,");
      assertThat(cli.run("stop", one).ok()).startsWith("Leadline is out of " + one);
      finish(first);
      finish(second);
    }
  }

  @EveryJdk
  void attachesWhereOnlyTheProcessIdIsAnother(Jdk jdk) throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            // The files are others than ours, so that no other test is in the way; the command
            // line gets the same.
            .through("unshare", "--pid", "--mount", "--fork", "--kill-child")
            .through("sh", "-c", OWN_TEMPORARY, "sh")
            .withoutAgent()
            .java("-XX:+EnableDynamicAgentLoading")
            .main(Mirror.class)
            .start()
            .awaitLine("ready")) {
      String pid = Long.toString(inside(jvm));
      assertThat(enter(jdk, pid, "-m", "attach", pid, "prometheus.port=0"))
          .startsWith("Leadline is in " + pid + " (");
      assertThat(enter(jdk, pid, "-m", "stop", pid)).startsWith("Leadline is out of " + pid);
      finish(jvm);
    }
  }

  private ForkedJvm startWithSharedFiles(Jdk jdk) throws IOException {
    return ForkedJvm.on(jdk, directory)
        .through(OTHER_IDS.toArray(String[]::new))
        // Its performance counters would be in a file that is named after process 1.
        .java("-XX:-UsePerfData")
        .main(Mirror.class)
        .start()
        .awaitLine("ready");
  }

  /** The process id, out here, of what runs in the container. */
  private static long inside(ForkedJvm jvm) {
    try (Stream<ProcessHandle> children = ProcessHandle.of(jvm.pid()).orElseThrow().descendants()) {
      return children.findFirst().orElseThrow().pid();
    }
  }

  /** Runs the command line among the files, or the process ids, of that process. */
  private String enter(Jdk jdk, String pid, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", pid));
    int options = words[1].startsWith("-") ? 2 : 1;
    command.addAll(List.of(words).subList(0, options));
    command.addAll(
        new Cli(jdk, directory)
            .command(
                List.of(), List.of(words).subList(options, words.length).toArray(String[]::new)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static void finish(ForkedJvm jvm) throws Exception {
    jvm.send("end").awaitLine("end: " + ExecIT.UNTOUCHED).endInput();
    assertThat(jvm.awaitExit()).isZero();
    assertThat(jvm.err()).isEmpty();
  }
}
