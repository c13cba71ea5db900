package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Meter;
import com.acme.bench.Parcel;
import com.acme.bench.Signature;
import com.acme.probe.BytesAgent;
import com.acme.probe.ChecksumAgent;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM runs: the application's own classes, but for those with a probe, while it lasts. */
class ClassBytesIT {

  @TempDir private Path directory;

  @EveryJdk
  void putsAClassBackWhenItsLastTracepointGoes(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-javaagent:" + Distribution.agentJar(directory, BytesAgent.class))
                .main(Bench.class))) {
      bench.jvm().awaitRunning();
      bench.run(Meter.class, 1).run(Parcel.class, 1);
      String original = bytes(bench, Meter.class);
      String other = bytes(bench, Parcel.class);
      assertThat(original).endsWith(" without probes");
      for (int round = 1; round <= 3; round++) {
        bench.forgetLog();
        tracepoints.put("a.json", meter("a", "name"));
        tracepoints.put("b.json", meter("b", "half"));
        bench.awaitLive("a", "b");
        assertThat(bytes(bench, Meter.class)).endsWith(" with probes");
        assertThat(bytes(bench, Parcel.class)).isEqualTo(other);

        tracepoints.delete("a.json");
        bench.awaitLog("tracepoint a: removed");
        assertThat(bytes(bench, Meter.class)).endsWith(" with probes");

        tracepoints.delete("b.json");
        bench.awaitLog("tracepoint b: removed");
        bench.jvm().await("the class as it was", () -> bytes(bench, Meter.class).equals(original));
        bench.run(Meter.class, 3);
      }
      bench.finish();
    }
  }

  @EveryJdk
  void keepsTheNamesOfParameters(Jdk jdk) throws Exception {
    // JDK-8240908: up to 17.0.19 the JVM itself loses them at every retransformation.
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    String names =
        "accept(amount;) <init>() <init>(separatorText;) greatest(one;other;)"
            + " join(parts;first;second;third;options;)";
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.jvm().awaitRunning();
      bench.run(Signature.class, 1);
      String before = bench.ask("parameters " + Signature.class.getName());
      assertThat(before.replace(Signature.class.getName() + "(", "<init>(")).isEqualTo(names);
      for (int round = 1; round <= 2; round++) {
        bench.forgetLog();
        tracepoints.put(
            "signature.json",
            """
            { "ID": "signature", "path": "com/acme/bench/Signature.java", "lineNumber": %d,
              "metrics": [ { "name": "joined", "expression": "second" } ] }
            """
                .formatted(SourceLines.of("com/acme/bench/Signature.java", "signature")));
        bench.awaitLive("signature");
        assertThat(bench.ask("parameters " + Signature.class.getName())).isEqualTo(before);
        bench.run(Signature.class, 3);
        assertThat(bench.scrape().value("joined_total")).isEqualTo(2 + 4 + 6);

        tracepoints.delete("signature.json");
        bench.awaitLog("tracepoint signature: removed");
        bench.jvm().await("the metric to go", () -> bench.scrape().samples().isEmpty());
        assertThat(bench.ask("parameters " + Signature.class.getName())).isEqualTo(before);
      }
      bench.finish();
    }
  }

  @EveryJdk
  void leavesEveryClassWithoutAProbeAsItIs(Jdk jdk) throws Exception {
    Map<String, String> files = checksums(Path.of(System.getProperty("sample.jar")));
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    Map<String, String> without = checksumsInJvm(jdk, tracepoints);
    assertThat(without).hasSizeGreaterThan(10);
    assertThat(files).containsAllEntriesOf(without);

    tracepoints.put(
        "user.json",
        """
        { "path": "com/acme/web/SessionManager.java", "lineNumber": 22,
          "metrics": [ { "name": "created" } ] }
        """);
    Map<String, String> with = checksumsInJvm(jdk, tracepoints);
    assertThat(with.keySet()).isEqualTo(without.keySet());
    without.keySet().removeIf(name -> with.get(name).equals(without.get(name)));
    assertThat(without.keySet()).containsExactly("com/acme/web/SessionManager");
  }

  /** Class to checksum, of all classes of the sample application that loaded. */
  private Map<String, String> checksumsInJvm(Jdk jdk, TracepointDirectory tracepoints)
      throws Exception {
    try (var jvm =
        Observed.builder(jdk, directory, tracepoints)
            .with("run.dir", directory.resolve("run-" + tracepoints.path().toFile().list().length))
            .sync()
            // Comes after Leadline, so that it sees what Leadline makes of a class.
            .java("-javaagent:" + Distribution.agentJar(directory, ChecksumAgent.class))
            .java("-jar", System.getProperty("sample.jar"), "--calls", "50", "--threads", "2")
            .start()) {
      jvm.await(
          "the end of the run",
          () -> jvm.out().stream().anyMatch(line -> line.startsWith("shop: 50 sessions")));
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).isEmpty();
      return jvm.out().stream()
          .filter(line -> line.startsWith("class "))
          .map(line -> line.split(" "))
          .collect(Collectors.toMap(w -> w[1], w -> w[2], (a, b) -> b, TreeMap::new));
    }
  }

  private static Map<String, String> checksums(Path jar) throws Exception {
    Map<String, String> checksums = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> classes =
          file.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
      for (JarEntry entry : classes) {
        try (InputStream in = file.getInputStream(entry)) {
          CRC32 checksum = new CRC32();
          checksum.update(in.readAllBytes());
          checksums.put(entry.getName().replace(".class", ""), Long.toString(checksum.getValue()));
        }
      }
    }
    return checksums;
  }

  private static String bytes(Observed bench, Class<?> type) throws Exception {
    String answer = bench.ask("bytes " + type.getName());
    assertThat(answer).matches("[0-9a-f]+ with(out)? probes");
    return answer;
  }

  private static String meter(String id, String label) {
    return """
        { "ID": "%s", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
          "metrics": [ { "name": "%s", "labels": [ { "key": "l", "expression": "%s" } ] } ] }
        """
        .formatted(id, SourceLines.of("com/acme/bench/Meter.java", "meter"), id, label);
  }
}
