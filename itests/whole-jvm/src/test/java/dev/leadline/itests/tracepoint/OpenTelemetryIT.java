package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Meter;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.otlp.OtlpReceiver;
import dev.leadline.itests.otlp.ReceivedMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Metrics come out of an OpenTelemetry pipeline, with exact values, and nowhere else. */
class OpenTelemetryIT {

  private static final Path AGENT =
      Path.of(System.getProperty("agents.directory"), "opentelemetry-javaagent.jar");

  @TempDir private Path directory;

  @EveryJdk
  void exportsFromAnSdkOfItsOwnWhereAnEndpointIsSet(Jdk jdk) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.grpc();
        Observed bench = Observed.start(bench(jdk, receiver))) {
      measure(bench, receiver);
      assertThat(metric(receiver, "sum").resource())
          .containsEntry("service.name", "shop")
          .doesNotContainKey("telemetry.distro.name");
      bench.awaitLog("embedded OpenTelemetry SDK: OTLP to " + receiver.endpoint());
      assertNoEndpointOfOurOwn(bench);
      bench.finish();
    }
  }

  @EveryJdk
  void usesThePipelineOfTheOpenTelemetryAgent(Jdk jdk) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        Observed bench =
            Observed.start(
                bench(jdk, receiver)
                    .javaFirst("-javaagent:" + AGENT)
                    .java("-Dotel.javaagent.logging=none", "-Xshare:auto")
                    .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                    .environment("OTEL_TRACES_EXPORTER", "none")
                    .environment("OTEL_LOGS_EXPORTER", "none"))) {
      measure(bench, receiver);
      assertThat(metric(receiver, "sum").resource())
          .containsEntry("service.name", "shop")
          .containsEntry("telemetry.distro.name", "opentelemetry-java-instrumentation");
      bench.awaitLog("go to \\[otel \\(the OpenTelemetry Java agent\\)\\]");
      assertThat(bench.jvm().log()).noneMatch(line -> line.contains("embedded OpenTelemetry SDK"));
      assertNoEndpointOfOurOwn(bench);
      bench.jvm().endInput();
      assertThat(bench.jvm().awaitExit()).isZero();
    }
  }

  private ForkedJvmBuilder bench(Jdk jdk, OtlpReceiver receiver) throws IOException {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "meter.json",
                """
                { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
                  "metrics": [
                    { "name": "sum", "expression": "number + 0.5", "unit": "parcels",
                      "help": "All of them" },
                    { "name": "calls", "labelExpressions": [
                      { "key": "who", "expression": "name" } ] },
                    { "name": "typed", "labelExpressions": [
                      { "key": "name", "expression": "name" },
                      { "key": "shard", "static": 7 },
                      { "key": "small", "expression": "number < 200" },
                      { "key": "rest", "expression": "number %% 2" } ] },
                    { "name": "now", "type": "GAUGE", "expression": "half" },
                    { "name": "spread", "type": "HISTOGRAM", "expression": "half",
                      "buckets": [ 0.5, 10, 49.5 ] },
                    { "name": "all", "type": "SUMMARY", "expression": "number" } ] }
                """
                    .formatted(SourceLines.of("com/acme/bench/Meter.java", "meter")));
    return Observed.builder(jdk, directory, tracepoints)
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
        .environment("OTEL_METRIC_EXPORT_INTERVAL", "200")
        .environment("OTEL_SERVICE_NAME", "shop")
        .main(Bench.class);
  }

  /** The numbers 1 to 100 pass the line, and their halves. */
  private static void measure(Observed bench, OtlpReceiver receiver) throws IOException {
    bench.jvm().awaitRunning();
    bench.run(Meter.class, 0).awaitLive("meter");
    bench.run(Meter.class, 100);
    bench
        .jvm()
        .await(
            "all values at the collector",
            () ->
                receiver.has("leadline", "sum")
                    && metric(receiver, "sum").numbers().get(Map.of()) == 5100);
    Map<String, ReceivedMetric> metrics = receiver.metrics("leadline");
    assertThat(metrics.get("sum").kind()).isEqualTo("SUM");
    assertThat(metrics.get("sum").unit()).isEqualTo("parcels");
    assertThat(metrics.get("sum").description()).isEqualTo("All of them");
    assertThat(metrics.get("sum").meterVersion()).isNotBlank();
    assertThat(metrics.get("calls").numbers())
        .isEqualTo(Map.of(Map.of("who", "odd"), 50.0, Map.of("who", "even"), 50.0));
    assertThat(metrics.get("typed").attributes())
        .containsExactlyInAnyOrder(
            Map.of("name", "odd", "shard", 7L, "small", true, "rest", 1L),
            Map.of("name", "even", "shard", 7L, "small", true, "rest", 0L));
    assertThat(metrics.get("now").kind()).isEqualTo("GAUGE");
    assertThat(metrics.get("now").numbers()).isEqualTo(Map.of(Map.of(), 50.0));
    assertThat(metrics.get("spread").histograms())
        .isEqualTo(
            Map.of(
                Map.of(),
                new ReceivedMetric.Distribution(
                    100, 2525, List.of(0.5, 10.0, 49.5), List.of(1L, 19L, 79L, 1L))));
    assertThat(metrics.get("all").histograms().get(Map.of()).sum()).isEqualTo(5050);
  }

  private static ReceivedMetric metric(OtlpReceiver receiver, String name) {
    return receiver.metrics("leadline").get(name);
  }

  /** One measurement, one place: the port of last resort stays closed. */
  private static void assertNoEndpointOfOurOwn(Observed bench) throws IOException {
    assertThat(bench.jvm().log()).noneMatch(line -> line.contains("Prometheus endpoint"));
    assertThat(Files.exists(bench.jvm().jvmDirectory().resolve("prometheus.port"))).isFalse();
  }
}
