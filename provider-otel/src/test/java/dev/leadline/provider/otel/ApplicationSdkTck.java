package dev.leadline.provider.otel;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.provider.otel.embedded.EmbeddedPipeline;
import dev.leadline.provider.otel.embedded.EmbeddedSettings;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.MetricProviderTck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, in the SDK of an application: read back by the application's own exporter. */
abstract class ApplicationSdkTck extends MetricProviderTck {
  private final SdkApplication application;
  private final AdapterRegistry adapters = new AdapterRegistry((module, packages, to) -> {});
  private final ApplicationScope scope;
  private final RecordingLogger log = new RecordingLogger();
  private final OtelMetricProvider provider =
      new OtelMetricProvider(
          "1.2.3",
          new EmbeddedPipeline(
              new EmbeddedSettings(Optional.empty(), Optional.empty(), Map.of()), log),
          new NoAgent(),
          log);

  ApplicationSdkTck(String version) {
    application = new SdkApplication(version).does("start");
    scope = adapters.scopeOf(application.loader());
  }

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public ApplicationScope scope() {
    return scope;
  }

  @Override
  public Map<String, ExportedMetric> export() {
    return OtlpExports.of(application.export());
  }

  @Override
  public Map<String, LabelType> exportedLabelTypes(Opened metric) {
    return OtlpExports.types(application.export().get(metric.exposedName()));
  }

  /** OpenTelemetry's API has no end of a synchronous instrument. */
  @Override
  public boolean removesClosedMetrics() {
    return false;
  }

  @Test
  void saysWhoseItIs() {
    assertThat(provider.claim(scope))
        .isEqualTo(
            new Claim(
                Standing.COLLECTED, Set.of("opentelemetry"), "the application's OpenTelemetry"));
  }

  @Test
  void theMeterIsLeadlineInItsVersion() {
    Opened gauge = open(gauge("queue"));
    gauge.instrument().series(List.of()).record(1);
    open(counter("orders")).instrument().series(List.of()).record(1);
    assertThat(application.export().values())
        .extracting(metric -> metric.kind() + " " + metric.meterVersion())
        .containsExactlyInAnyOrder("DOUBLE_GAUGE 1.2.3", "DOUBLE_SUM 1.2.3");
  }

  @AfterEach
  void nothingWentWrong() throws IOException {
    assertThat(log.lines()).isEmpty();
    provider.close();
    adapters.close();
    application.does("stop").close();
  }
}
