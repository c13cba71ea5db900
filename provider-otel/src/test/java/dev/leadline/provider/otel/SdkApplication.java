package dev.leadline.provider.otel;

import dev.leadline.itests.otlp.ReceivedMetric;
import dev.leadline.provider.otel.application.SdkShop;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** An application with a copy of OpenTelemetry's SDK of its own, in a version of its own. */
final class SdkApplication implements AutoCloseable {
  static final String TODAY = System.getProperty("opentelemetry.version");

  /** Before synchronous gauges, bucket advice, and the question whether the global is set. */
  static final String OLD = "1.31.0";

  private final URLClassLoader loader;
  private final Function<String, Map<String, List<Object>>> shop;

  SdkApplication(String version) {
    loader = new ShopLoader(version);
    try {
      @SuppressWarnings("unchecked")
      Function<String, Map<String, List<Object>>> created =
          (Function<String, Map<String, List<Object>>>)
              loader.loadClass(SdkShop.class.getName()).getConstructor().newInstance();
      shop = created;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  ClassLoader loader() {
    return loader;
  }

  /** Has the application do something; see {@link SdkShop}. */
  SdkApplication does(String command) {
    shop.apply(command);
    return this;
  }

  /** What the application's own exporter gets now. */
  Map<String, ReceivedMetric> export() {
    Map<String, ReceivedMetric> metrics = new HashMap<>();
    shop.apply("export").forEach((name, metric) -> metrics.put(name, received(metric)));
    return metrics;
  }

  @SuppressWarnings("unchecked")
  private static ReceivedMetric received(List<Object> metric) {
    Map<Map<String, String>, Double> numbers = new HashMap<>();
    Map<Map<String, String>, ReceivedMetric.Distribution> histograms = new HashMap<>();
    ((Map<Map<String, String>, Object>) metric.get(4))
        .forEach(
            (labels, value) -> {
              if (value instanceof List<?> point) {
                histograms.put(
                    labels,
                    new ReceivedMetric.Distribution(
                        (long) point.get(0),
                        (double) point.get(1),
                        (List<Double>) point.get(2),
                        (List<Long>) point.get(3)));
              } else {
                numbers.put(labels, (Double) value);
              }
            });
    return new ReceivedMetric(
        (String) metric.get(0),
        (String) metric.get(1),
        (String) metric.get(2),
        (String) metric.get(3),
        Map.of(),
        numbers,
        histograms,
        (List<Map<String, Object>>) metric.get(5));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** Defines the shop itself anew, beside its libraries. */
  private static final class ShopLoader extends URLClassLoader {
    ShopLoader(String version) {
      super("shop-" + version, jars(version), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] jars(String version) {
      try (Stream<Path> files = Files.list(Path.of(System.getProperty("application.libraries")))) {
        return files
            .filter(file -> file.getFileName().toString().endsWith("-" + version + ".jar"))
            .map(
                file -> {
                  try {
                    return file.toUri().toURL();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .toArray(URL[]::new);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith(SdkShop.class.getName())) {
        return super.findClass(name);
      }
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = SdkShop.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
