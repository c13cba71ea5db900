package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.bench.Bench;
import com.acme.bench.Meter;
import com.acme.probe.BytesAgent;
import com.sun.tools.attach.VirtualMachine;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Leadline leaves a JVM as it has found it, and may come again. */
class StopIT {

  @TempDir private Path directory;

  @EveryJdk
  void takesEverythingOutAndMayComeAgain(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    Cli cli = new Cli(jdk, directory);
    try (Observed bench =
        Observed.start(
            ForkedJvm.on(jdk, directory)
                .withoutAgent()
                .java("-XX:+EnableDynamicAgentLoading")
                .main(Bench.class))) {
      String pid = Long.toString(bench.jvm().pid());
      bench.run(Meter.class, 1);
      String original = bytes(bench);
      assertThat(original).endsWith(" without probes");

      for (int round = 1; round <= 2; round++) {
        bench.forgetLog();
        tracepoints.put("meter.json", meter());
        cli.run("attach", pid, "tracepoints.dir=" + tracepoints.path(), "prometheus.port=0").ok();
        // Its first coming stands in the log already.
        bench.awaitLog("provider prometheus has come");
        bench.awaitLive("meter");
        int port = bench.port();
        bench.run(Meter.class, 5);
        assertThat(Scrape.ofPort(port).value("metered_total")).isEqualTo(5);
        assertThat(bytes(bench)).endsWith(" with probes");
        // One who is at work is in nobody's way.
        Process session = cli.start("exec", pid, "sleep", "600");

        assertThat(cli.run("stop", pid).ok()).startsWith("Leadline is out of " + pid);

        assertThat(session.waitFor()).isNotZero();
        assertThat(bytes(bench)).isEqualTo(original);
        bench.run(Meter.class, 5);
        assertThatThrownBy(() -> Scrape.ofPort(port)).isInstanceOf(IOException.class);
        assertThat(threads(jdk, pid))
            .noneMatch(name -> name.matches("(?i).*(leadline|felix|scr |cm ).*"));
        assertThat(bench.jvm().jvmDirectory())
            .isDirectoryNotContaining("glob:**{control,cache,prometheus.port}");
        assertThat(cli.run("exec", pid, "version").status()).isEqualTo(3);
        if (jdk.feature() < 21) {
          // Later JDKs keep adapted method handles softly, so that ours go when memory is short.
          bench
              .jvm()
              .await("all classes to go", () -> !histogram(jdk, pid).contains("org.apache.felix."));
        }
      }
      bench.finish();
    }
  }

  /** What the JVM runs, as an agent sees it that is there later than any other. */
  private String bytes(Observed bench) throws Exception {
    Path jar =
        Distribution.writeJar(
            directory.resolve("bytes.jar"),
            Map.of("Agent-Class", BytesAgent.class.getName(), "Can-Retransform-Classes", "true"),
            BytesAgent.class);
    VirtualMachine machine = VirtualMachine.attach(Long.toString(bench.jvm().pid()));
    try {
      machine.loadAgent(jar.toString());
    } finally {
      machine.detach();
    }
    return bench.ask("bytes " + Meter.class.getName());
  }

  private static List<String> threads(Jdk jdk, String pid) throws Exception {
    return jcmd(jdk, pid, "Thread.print")
        .lines()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .toList();
  }

  /** The classes that have instances once garbage is collected. */
  private static String histogram(Jdk jdk, String pid) throws Exception {
    return jcmd(jdk, pid, "GC.class_histogram");
  }

  private static String jcmd(Jdk jdk, String pid, String command) throws Exception {
    Process process =
        new ProcessBuilder(jdk.home().resolve("bin/jcmd").toString(), pid, command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String meter() {
    return """
        { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
          "metrics": [ { "name": "metered" } ] }
        """
        .formatted(SourceLines.of("com/acme/bench/Meter.java", "meter"));
  }
}
