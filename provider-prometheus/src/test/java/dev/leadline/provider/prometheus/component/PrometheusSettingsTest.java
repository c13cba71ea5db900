package dev.leadline.provider.prometheus.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusSettingsTest {

  @Test
  void hasDefaults() {
    PrometheusSettings settings = PrometheusSettings.read(key -> null);
    assertThat(settings.endpoint().host()).isEqualTo("127.0.0.1");
    assertThat(settings.endpoint().port()).isEqualTo(9464);
    assertThat(settings.endpoint().portFile()).isEmpty();
    assertThat(settings.startsAtBoot()).isFalse();
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void readsEverySetting() {
    PrometheusSettings settings =
        PrometheusSettings.read(
            Map.of(
                    "leadline.prometheus.host", "0.0.0.0",
                    "leadline.prometheus.port", " 0 ",
                    "leadline.prometheus.start", "boot",
                    "leadline.jvm.dir", "run")
                ::get);
    assertThat(settings.endpoint().host()).isEqualTo("0.0.0.0");
    assertThat(settings.endpoint().port()).isZero();
    assertThat(settings.endpoint().portFile()).hasValue(Path.of("run", "prometheus.port"));
    assertThat(settings.startsAtBoot()).isTrue();
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "94.64", "99999999999"})
  void namesABadPortAndUsesTheDefault(String port) {
    PrometheusSettings settings =
        PrometheusSettings.read(Map.of("leadline.prometheus.port", port)::get);
    assertThat(settings.endpoint().port()).isEqualTo(9464);
    assertThat(settings.problems())
        .containsExactly(
            "leadline.prometheus.port is a number from 0 to 65535, not \""
                + port
                + "\"; using 9464");
  }

  @Test
  void namesABadStart() {
    PrometheusSettings settings =
        PrometheusSettings.read(Map.of("leadline.prometheus.start", "now")::get);
    assertThat(settings.startsAtBoot()).isFalse();
    assertThat(settings.problems()).singleElement().asString().contains("\"now\"");
  }
}
