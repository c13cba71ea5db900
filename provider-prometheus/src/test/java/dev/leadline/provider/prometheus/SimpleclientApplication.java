package dev.leadline.provider.prometheus;

import dev.leadline.testkit.metric.ExportedMetric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;

/** An application with a simpleclient of its own, as its endpoint shows it. */
final class SimpleclientApplication implements AutoCloseable {
  static final String TODAY = System.getProperty("simpleclient.version");

  /** Before OpenMetrics: no units, no exemplars, no {@code _total} by itself. */
  static final String OLD = "0.6.0";

  private final URLClassLoader loader;
  private final boolean openMetrics;

  SimpleclientApplication(String version) {
    this.openMetrics = version.equals(TODAY);
    this.loader =
        new URLClassLoader(
            version,
            new URL[] {jar("simpleclient", version), jar("simpleclient_common", version)},
            ClassLoader.getPlatformClassLoader());
  }

  private static URL jar(String name, String version) {
    try {
      return Path.of(System.getProperty("application.libraries"), name + "-" + version + ".jar")
          .toUri()
          .toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClassLoader loader() {
    return loader;
  }

  /** What the application's own endpoint would answer, written by its own simpleclient. */
  String exposition() {
    try {
      Class<?> format = loader.loadClass("io.prometheus.client.exporter.common.TextFormat");
      Object samples =
          defaultRegistry().getClass().getMethod("metricFamilySamples").invoke(defaultRegistry());
      StringWriter text = new StringWriter();
      format
          .getMethod(
              openMetrics ? "writeOpenMetrics100" : "write004", Writer.class, Enumeration.class)
          .invoke(null, text, samples);
      return text.toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, ExportedMetric> export() {
    return ExpositionText.parse(exposition());
  }

  /** The application registers a gauge of its own, without labels. */
  Object registerGauge(String name) throws ReflectiveOperationException {
    Class<?> gauge = loader.loadClass("io.prometheus.client.Gauge");
    Object builder =
        gauge
            .getMethod("build", String.class, String.class)
            .invoke(null, name, "the application's");
    return builder.getClass().getMethod("register").invoke(builder);
  }

  void clearRegistry() throws ReflectiveOperationException {
    defaultRegistry().getClass().getMethod("clear").invoke(defaultRegistry());
  }

  private Object defaultRegistry() throws ReflectiveOperationException {
    return loader
        .loadClass("io.prometheus.client.CollectorRegistry")
        .getField("defaultRegistry")
        .get(null);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
