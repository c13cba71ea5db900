package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Errand;
import com.acme.probe.BytesAgent;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.internal.data.CRC64;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents of other makers on the same command line, before and after ours, at work on the same
 * class: each does its own, exactly, and ours leaves nothing when it goes.
 */
class OtherAgentsIT {

  private static final String FILE = "com/acme/bench/Errand.java";
  private static final String CLASS = "com/acme/bench/Errand";

  @TempDir private Path directory;

  @EveryJdk
  void getsAlongWithTheOpenTelemetryAgentBeforeIt(Jdk jdk) throws Exception {
    withOpenTelemetry(jdk, true);
  }

  @EveryJdk
  void getsAlongWithTheOpenTelemetryAgentAfterIt(Jdk jdk) throws Exception {
    withOpenTelemetry(jdk, false);
  }

  /** Its agent makes a span of every call of the method, which it rewrites for that. */
  private void withOpenTelemetry(Jdk jdk, boolean isFirst) throws Exception {
    String[] other = {
      "-javaagent:" + agent("opentelemetry-javaagent.jar"),
      "-Dotel.instrumentation.methods.include=com.acme.bench.Errand[accept]",
      "-Dotel.traces.exporter=console",
      "-Dotel.metrics.exporter=none",
      "-Dotel.logs.exporter=none",
      "-Dotel.bsp.schedule.delay=50",
      "-Dotel.javaagent.logging=simple"
    };
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench = start(jdk, tracepoints, isFirst, other)) {
      bench.jvm().awaitRunning();
      // The other agent alone.
      bench.run(Errand.class, 2);
      awaitSpans(bench, 2);
      String before = bytes(bench);

      putAll(bench, tracepoints);
      bench.run(Errand.class, 10);
      assertExact(bench, 10);
      awaitSpans(bench, 12);
      assertThat(bytes(bench)).endsWith(" with probes");

      removeAll(bench, tracepoints);
      bench.jvm().await("the class as it was", () -> bytes(bench).equals(before));
      bench.run(Errand.class, 3);
      awaitSpans(bench, 15);

      // The class has its probes from its loading in an application that starts with them.
      putAll(bench, tracepoints);
      bench.run(Errand.class, 4);
      assertExact(bench, 4);
      end(bench);
      assertThat(spans(bench)).isEqualTo(19);
      assertThat(bench.jvm().err())
          .as("scrapes of our endpoint are no requests to the application")
          .noneMatch(line -> line.contains("SpanExporter - 'GET"));
    }
  }

  @EveryJdk
  void getsAlongWithJacocosAgentBeforeIt(Jdk jdk) throws Exception {
    withJacoco(jdk, true);
  }

  @EveryJdk
  void getsAlongWithJacocosAgentAfterIt(Jdk jdk) throws Exception {
    withJacoco(jdk, false);
  }

  /** Its agent adds a field, a method and a write at every branch to every class that loads. */
  private void withJacoco(Jdk jdk, boolean isFirst) throws Exception {
    Path found = directory.resolve("jacoco.exec");
    String other =
        "-javaagent:"
            + agent("org.jacoco.agent-runtime.jar")
            + "=includes=com.acme.bench.*,destfile="
            + found;
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    putFile(tracepoints);
    try (Observed bench = start(jdk, tracepoints, isFirst, other)) {
      bench.jvm().awaitRunning();
      // Loads with the probes of both.
      bench.run(Errand.class, 0);
      bench.awaitLive(METRICS.keySet().toArray(String[]::new));
      bench.run(Errand.class, 10);
      assertExact(bench, 10);
      assertThat(bytes(bench)).endsWith(" with probes");

      removeAll(bench, tracepoints);
      bench.jvm().await("no probe", () -> bytes(bench).endsWith(" without probes"));
      bench.run(Errand.class, 1);

      putAll(bench, tracepoints);
      bench.run(Errand.class, 4);
      assertExact(bench, 4);
      bench.finish();
    }
    ExecFileLoader loader = new ExecFileLoader();
    loader.load(found.toFile());
    ExecutionData data =
        loader.getExecutionDataStore().getContents().stream()
            .filter(each -> each.getName().equals(CLASS))
            .collect(Collectors.collectingAndThen(Collectors.toList(), all -> all.get(0)));
    // It saw the class as it is on disk, so that its report finds the source; and all of it ran but
    // the last throw, and the finally block of a failure that nobody catches.
    byte[] original = Files.readAllBytes(Distribution.applications().resolve(CLASS + ".class"));
    assertThat(data.getId()).isEqualTo(CRC64.classId(original));
    int ran = 0;
    for (boolean probe : data.getProbes()) {
      ran += probe ? 1 : 0;
    }
    assertThat(ran).isEqualTo(data.getProbes().length - 3);
  }

  /** Times per call, by metric; every second call throws inside. */
  private static final Map<String, Double> METRICS =
      new LinkedHashMap<>(
          Map.of("for", 1.0, "body", 3.0, "while", 3.0, "catch", 0.5, "finally", 1.0, "left", 0.5));

  private Observed start(Jdk jdk, TracepointDirectory tracepoints, boolean isFirst, String... other)
      throws Exception {
    ForkedJvmBuilder builder = Observed.builder(jdk, directory, tracepoints);
    if (isFirst) {
      builder.javaFirst(other);
    } else {
      builder.java(other);
    }
    return Observed.start(
        builder
            .java("-javaagent:" + Distribution.agentJar(directory, BytesAgent.class))
            .main(Bench.class));
  }

  private static void putFile(TracepointDirectory tracepoints) throws Exception {
    StringBuilder document = new StringBuilder("[");
    for (String id : METRICS.keySet()) {
      if (!id.equals("left")) {
        document.append(
            """
            { "ID": "%1$s", "path": "%2$s", "lineNumber": %3$d,
              "metrics": [ { "name": "errand_%1$s" } ] },
            """
                .formatted(id, FILE, SourceLines.of(FILE, id)));
      }
    }
    document.append(
        """
        { "ID": "left", "path": "%s", "args": { "method_name": "check", "stage": "method_end",
            "condition": "thrown != null" }, "metrics": [ { "name": "errand_left" } ] } ]
        """
            .formatted(FILE));
    tracepoints.put("errand.json", document.toString());
  }

  private static void putAll(Observed bench, TracepointDirectory tracepoints) throws Exception {
    bench.forgetLog();
    putFile(tracepoints);
    bench.awaitLive(METRICS.keySet().toArray(String[]::new));
  }

  private static void removeAll(Observed bench, TracepointDirectory tracepoints) throws Exception {
    bench.forgetLog();
    tracepoints.delete("errand.json");
    for (String id : METRICS.keySet()) {
      bench.awaitLog("tracepoint " + id + ": removed");
    }
  }

  private static void assertExact(Observed bench, int calls) throws Exception {
    Scrape scrape = bench.scrape();
    METRICS.forEach(
        (id, perCall) ->
            assertThat(scrape.value("errand_" + id + "_total")).as(id).isEqualTo(calls * perCall));
  }

  private static void awaitSpans(Observed bench, int count) {
    bench.jvm().await(count + " spans", () -> spans(bench) == count);
  }

  private static long spans(Observed bench) {
    return bench.jvm().err().stream().filter(line -> line.contains("'Errand.accept'")).count();
  }

  /** The other agent writes to the application's output; ours does not. */
  private static void end(Observed bench) throws Exception {
    bench.jvm().endInput();
    assertThat(bench.jvm().awaitExit()).isZero();
    assertThat(bench.jvm().err())
        .noneMatch(line -> line.contains("dev.leadline") || line.startsWith("leadline:"))
        .noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
    assertThat(bench.jvm().log()).noneMatch(line -> line.contains("ERROR"));
  }

  private static String bytes(Observed bench) throws Exception {
    String answer = bench.ask("bytes " + Errand.class.getName());
    assertThat(answer).matches("[0-9a-f]+ with(out)? probes");
    return answer;
  }

  private static Path agent(String name) {
    Path agent = Path.of(System.getProperty("agents.directory"), name);
    assertThat(agent).isRegularFile();
    return agent;
  }
}
