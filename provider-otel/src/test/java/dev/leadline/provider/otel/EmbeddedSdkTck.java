package dev.leadline.provider.otel;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static dev.leadline.testkit.metric.MetricDefinitions.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.otlp.OtlpReceiver;
import dev.leadline.itests.otlp.ReceivedMetric;
import dev.leadline.provider.otel.embedded.EmbeddedPipeline;
import dev.leadline.provider.otel.embedded.EmbeddedSettings;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.MetricProviderTck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, for the embedded SDK: read back by a collector. */
abstract class EmbeddedSdkTck extends MetricProviderTck {
  private final OtlpReceiver receiver;
  private final RecordingLogger log = new RecordingLogger();
  private final EmbeddedPipeline embedded;
  private final OtelMetricProvider provider;

  EmbeddedSdkTck(OtlpReceiver receiver, Map<String, String> properties) {
    this.receiver = receiver;
    Map<String, String> all = new HashMap<>(properties);
    all.put("otel.exporter.otlp.endpoint", receiver.endpoint());
    all.put("otel.metric.export.interval", "3600000");
    all.put("otel.service.name", "shop");
    all.put("otel.java.exporter.otlp.retry.disabled", "true");
    embedded =
        new EmbeddedPipeline(
            new EmbeddedSettings(Optional.of(receiver.endpoint()), Optional.empty(), all), log);
    provider = new OtelMetricProvider("1.2.3", embedded, new NoAgent(), log);
  }

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public Map<String, ExportedMetric> export() {
    embedded.flush();
    return OtlpExports.of(receiver.metrics("leadline"));
  }

  @Override
  public Map<String, LabelType> exportedLabelTypes(Opened metric) {
    export();
    return OtlpExports.types(receiver.metrics("leadline").get(metric.exposedName()));
  }

  /** They do leave; but an SDK goes on with what it had when the name comes back. */
  @Override
  public boolean removesClosedMetrics() {
    return false;
  }

  @Test
  void saysWhereItExportsTo() {
    assertThat(provider.claim(scope()))
        .isEqualTo(
            new Claim(Standing.OWN, Set.of("opentelemetry"), "OTLP to " + receiver.endpoint()));
  }

  @Test
  void exportsEachTypeAsWhatItIs() {
    record(open(counter("orders", "tier")), List.of("gold"), 2.5);
    record(open(gauge("queue")), List.of(), 7);
    record(open(histogram("latency", 1, 2)), List.of(), 1.5);
    export();
    Map<String, ReceivedMetric> metrics = receiver.metrics("leadline");
    assertThat(metrics).containsOnlyKeys("orders", "queue", "latency");
    assertThat(metrics.get("orders").kind()).isEqualTo("SUM");
    assertThat(metrics.get("orders").numbers()).isEqualTo(Map.of(Map.of("tier", "gold"), 2.5));
    assertThat(metrics.get("queue").kind()).isEqualTo("GAUGE");
    assertThat(metrics.get("latency").histograms())
        .isEqualTo(
            Map.of(
                Map.of(),
                new ReceivedMetric.Distribution(1, 1.5, List.of(1.0, 2.0), List.of(0L, 1L, 0L))));
    assertThat(metrics.values())
        .allSatisfy(
            metric -> {
              assertThat(metric.meterVersion()).isEqualTo("1.2.3");
              assertThat(metric.resource()).containsEntry("service.name", "shop");
            });
  }

  @Test
  void aClosedMetricIsExportedALastTime() {
    Opened gone = open(counter("gone"));
    record(gone, List.of(), 1);
    record(open(counter("stays")), List.of(), 1);
    assertThat(export()).containsOnlyKeys("gone", "stays");
    record(gone, List.of(), 2);
    gone.instrument().close();
    assertThat(export()).containsOnlyKeys("gone", "stays");
    assertThat(receiver.metrics("leadline").get("gone").numbers()).isEqualTo(Map.of(Map.of(), 3.0));
    assertThat(export()).containsOnlyKeys("stays");
  }

  @Test
  void exportsALastTimeWhenItGoes() {
    Opened last = open(counter("last"));
    record(last, List.of(), 3);
    // As core does it: the instruments first.
    last.instrument().close();
    provider.close();
    assertThat(receiver.metrics("leadline").get("last").numbers()).isEqualTo(Map.of(Map.of(), 3.0));
  }

  @Test
  void saysThatExportsFail() {
    record(open(counter("lost")), List.of(), 1);
    export();
    assertThat(provider.problems()).isEmpty();
    receiver.close();
    embedded.flush();
    assertThat(provider.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("OT-002");
              assertThat(problem.hint()).contains(receiver.endpoint());
            });
  }

  @Test
  void itsThreadsAreDaemons() {
    record(open(counter("threads")), List.of(), 1);
    export();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches("(?i).*(PeriodicMetricReader|okhttp).*"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  private static void record(Opened metric, List<String> labels, double value) {
    metric.instrument().series(labels).record(value);
  }

  @AfterEach
  void stop() {
    provider.close();
    receiver.close();
  }
}
