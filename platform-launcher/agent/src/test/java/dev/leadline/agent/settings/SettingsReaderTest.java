package dev.leadline.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @TempDir private Path home;

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void hasDefaultsForAllThatHasAny() {
    Settings settings = read("");
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.text(Setting.PROMETHEUS_HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.text(Setting.PROMETHEUS_PORT)).isEqualTo("9464");
    assertThat(settings.text(Setting.BOOT)).isEqualTo("async");
    assertThat(settings.file(Setting.HOME)).isEqualTo(home.toFile());
    assertThat(settings.file(Setting.PLUGINS_DIR)).isEqualTo(new File(home.toFile(), "plugins"));
    assertThat(settings.file(Setting.TRACEPOINTS_DIR))
        .isEqualTo(new File(home.toFile(), "tracepoints"));
    assertThat(settings.isGiven(Setting.PLUGINS_DIR)).isFalse();
    assertThat(settings.text(Setting.METRICS_NAMESPACE)).isEmpty();
  }

  @Test
  void prefersArgumentsToPropertiesToEnvironmentToFile() throws IOException {
    file("prometheus.port=4\nlog.level=debug\nmetrics.namespace=file\nboot=sync\n");
    environment.put("LEADLINE_PROMETHEUS_PORT", "3");
    environment.put("LEADLINE_LOG_LEVEL", "trace");
    environment.put("LEADLINE_METRICS_NAMESPACE", "environment");
    properties.setProperty("leadline.prometheus.port", "2");
    properties.setProperty("leadline.log.level", "ERROR");
    Settings settings = read("prometheus.port=1");
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.text(Setting.PROMETHEUS_PORT)).isEqualTo("1");
    assertThat(settings.text(Setting.LOG_LEVEL)).isEqualTo("error");
    assertThat(settings.text(Setting.METRICS_NAMESPACE)).isEqualTo("environment");
    assertThat(settings.text(Setting.BOOT)).isEqualTo("sync");
  }

  @Test
  void takesItsFileFromTheHomeThatIsSet() throws IOException {
    file("boot=sync\nhome=/elsewhere\n");
    Settings settings =
        SettingsReader.read("home=" + home, properties, environment, home.resolve("jar").toFile());
    assertThat(settings.text(Setting.BOOT)).isEqualTo("sync");
    assertThat(settings.file(Setting.HOME)).isEqualTo(home.toFile());
    assertThat(settings.problems()).singleElement().asString().contains("home", "is ignored");
  }

  @Test
  void namesAnUnknownSettingItsPlaceAndTheNearest() throws IOException {
    file("log.levle=debug\n");
    environment.put("LEADLINE_PLUGIN_DIR", "x");
    properties.setProperty("leadline.quite.another.thing", "x");
    assertThat(read("prometheus.prot=1").problems())
        .containsExactly(
            "unknown setting 'prometheus.prot' (agent argument) is ignored; did you mean"
                + " 'prometheus.port'?",
            "unknown setting 'quite.another.thing' (system property) is ignored",
            "unknown setting 'plugin.dir' (environment) is ignored; did you mean 'plugins.dir'?",
            "unknown setting 'log.levle' ("
                + home.resolve("conf/leadline.properties")
                + ") is ignored; did you mean 'log.level'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "99999999999", "port", "9464x", "٣"})
  void usesTheDefaultForABadPort(String port) {
    Settings settings = read("prometheus.port=" + port);
    assertThat(settings.text(Setting.PROMETHEUS_PORT)).isEqualTo("9464");
    assertThat(settings.isGiven(Setting.PROMETHEUS_PORT)).isFalse();
    assertThat(settings.problems())
        .containsExactly(
            "setting prometheus.port="
                + port
                + " (agent argument) is not a port (0 to 65535); the default is used: 9464");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", " 65535 "})
  void takesEveryPort(String port) {
    assertThat(read("prometheus.port=" + port).text(Setting.PROMETHEUS_PORT))
        .isEqualTo(port.trim());
  }

  @Test
  void seesNoValueInABlankOne() {
    environment.put("LEADLINE_LOG_LEVEL", "debug");
    properties.setProperty("leadline.log.level", " ");
    Settings settings = read("log.level=");
    assertThat(settings.text(Setting.LOG_LEVEL)).isEqualTo("debug");
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void passesTheVariablesOfKubernetesBy() {
    environment.put("LEADLINE_SERVICE_HOST", "10.0.0.1");
    environment.put("LEADLINE_SERVICE_PORT", "9464");
    environment.put("LEADLINE_PORT", "tcp://10.0.0.1:9464");
    environment.put("LEADLINE_PORT_9464_TCP_ADDR", "10.0.0.1");
    assertThat(read("").problems()).isEmpty();
  }

  @Test
  void reportsAFileThatIsNoPropertiesFile() throws IOException {
    file("boot=\\u00zz\n");
    assertThat(read("").problems()).singleElement().asString().contains("cannot be read");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everyDefaultIsAGoodValueAndEveryNameIsReadBack(Setting setting) {
    if (!setting.fallback().isEmpty()) {
      assertThat(setting.kind().read(setting.fallback())).isEqualTo(setting.fallback());
    }
    String value = setting.fallback().isEmpty() ? "/x" : setting.fallback();
    environment.put(setting.variable(), value);
    assertThat(read("").isGiven(setting)).isTrue();
    environment.clear();
    properties.setProperty(setting.property(), value);
    assertThat(read("").isGiven(setting)).isTrue();
  }

  private Settings read(String arguments) {
    return SettingsReader.read(arguments, properties, environment, home.toFile());
  }

  private void file(String text) throws IOException {
    Path file = home.resolve(SettingsReader.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
