package dev.leadline.provider.prometheus;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.MetricProviderTck;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, in the default registry of an application's prometheus-metrics 1.x. */
abstract class PrometheusMetricsTck extends MetricProviderTck {
  private final URLClassLoader application;
  private final AdapterRegistry adapters = new AdapterRegistry((module, packages, to) -> {});
  private final ApplicationScope scope;
  private final CollectorRegistry embedded = new CollectorRegistry(true);
  private final MetricsEndpoint endpoint =
      new MetricsEndpoint(Endpoints.anyPort(), embedded, new RecordingLogger());
  private final PrometheusMetricProvider provider =
      new PrometheusMetricProvider(embedded, endpoint, new RecordingLogger());

  PrometheusMetricsTck(String version) {
    application = new URLClassLoader(jars(version), ClassLoader.getPlatformClassLoader());
    scope = adapters.scopeOf(application);
  }

  private static URL[] jars(String version) {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("application.libraries")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("prometheus-metrics-"))
          .filter(file -> file.getFileName().toString().endsWith("-" + version + ".jar"))
          .map(PrometheusMetricsTck::url)
          .toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public ApplicationScope scope() {
    return scope;
  }

  /** As the application's own endpoint would show it. */
  @Override
  public Map<String, ExportedMetric> export() {
    try {
      Object snapshots = defaultRegistry().getClass().getMethod("scrape").invoke(defaultRegistry());
      Object writer =
          application
              .loadClass("io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter")
              .getConstructor(boolean.class, boolean.class)
              .newInstance(false, false);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      writer
          .getClass()
          .getMethod("write", OutputStream.class, snapshots.getClass())
          .invoke(writer, text, snapshots);
      return ExpositionText.parse(text.toString(StandardCharsets.UTF_8));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object defaultRegistry() throws ReflectiveOperationException {
    return application
        .loadClass("io.prometheus.metrics.model.registry.PrometheusRegistry")
        .getField("defaultRegistry")
        .get(null);
  }

  /** A histogram or summary of 1.10 makes an object for each observation. */
  @Override
  public double allowedBytesPerRecord() {
    return 48;
  }

  @Test
  void seesWhetherTheApplicationUsesItsRegistry() throws Exception {
    open(counter("ours")).instrument().series(List.of()).record(1);
    assertThat(provider.claim(scope).standing()).isEqualTo(Standing.PRESENT);
    assertThat(provider.claim(scope).place())
        .isEqualTo("the application's default registry of prometheus-metrics");
    registerAnother();
    assertThat(provider.claim(scope).standing()).isEqualTo(Standing.USED);
  }

  /** A gauge of the application. */
  private void registerAnother() throws ReflectiveOperationException {
    Class<?> gauge = application.loadClass("io.prometheus.metrics.core.metrics.Gauge");
    Object builder = gauge.getMethod("builder").invoke(null);
    Class<?> type = application.loadClass("io.prometheus.metrics.core.metrics.Gauge$Builder");
    builder = type.getMethod("name", String.class).invoke(builder, "theirs");
    type.getMethod("register").invoke(builder);
  }

  @AfterEach
  void nothingElseWasTouched() throws IOException {
    assertThat(embedded.metricFamilySamples().hasMoreElements()).isFalse();
    provider.close();
    assertThat(export().keySet()).isSubsetOf("theirs");
    adapters.close();
    application.close();
  }
}
