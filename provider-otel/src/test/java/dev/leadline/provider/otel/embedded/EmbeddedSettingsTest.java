package dev.leadline.provider.otel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedSettingsTest {

  @Test
  void nobodyAsksForTheSdkWithoutAnEndpoint() {
    assertThat(read(Map.of(), Map.of("OTEL_SERVICE_NAME", "shop")).endpoint()).isEmpty();
    assertThat(read(Map.of(), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " ")).endpoint()).isEmpty();
  }

  @Test
  void theMoreSpecialEndpointAndThePropertyAreStronger() {
    Map<String, String> environment =
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "a", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "b");
    assertThat(read(Map.of(), environment).endpoint()).hasValue("b");
    assertThat(read(Map.of("otel.exporter.otlp.metrics.endpoint", "c"), environment).endpoint())
        .hasValue("c");
    assertThat(read(Map.of("otel.exporter.otlp.endpoint", "d"), Map.of()).endpoint()).hasValue("d");
  }

  @Test
  void whoeverSwitchesMetricsOffIsHeard() {
    assertThat(read(Map.of("otel.metrics.exporter", "none"), Map.of()).obstacle())
        .hasValue("OTEL_METRICS_EXPORTER is none, and not otlp");
    assertThat(read(Map.of(), Map.of("OTEL_METRICS_EXPORTER", "prometheus, otlp")).obstacle())
        .isEmpty();
    assertThat(read(Map.of(), Map.of("OTEL_SDK_DISABLED", "TRUE")).obstacle())
        .hasValue("OTEL_SDK_DISABLED is true");
  }

  private static EmbeddedSettings read(
      Map<String, String> properties, Map<String, String> environment) {
    return EmbeddedSettings.read(properties::get, environment::get);
  }
}
