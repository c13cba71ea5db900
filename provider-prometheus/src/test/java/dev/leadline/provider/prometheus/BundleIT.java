package dev.leadline.provider.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.testkit.logging.RecordingLogger;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.apache.felix.framework.FrameworkFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/** The jar as it is deployed: what it asks for, and that it runs inside Felix. */
class BundleIT {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle.jar"));
  private static final Path SDK = Path.of(System.getProperty("sdk.jar"));

  @Test
  void asksForNothingButTheSdkOsgiAndTheJdksHttpServer() throws Exception {
    try (JarFile jar = new JarFile(BUNDLE.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      Set<String> imports = new TreeSet<>();
      for (String clause : manifest.getValue("Import-Package").split(",(?=[a-z])")) {
        imports.add(clause.split(";")[0]);
      }
      assertThat(imports)
          .containsExactly(
              "com.sun.net.httpserver", "dev.leadline.sdk.metric", "org.osgi.framework");
      assertThat(manifest.getValue("Import-Package"))
          .contains("com.sun.net.httpserver;resolution:=optional");
      assertThat(manifest.getValue("Export-Package")).isNull();
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains(
              "io/prometheus/client/CollectorRegistry.class",
              "io/prometheus/client/exporter/HTTPServer.class",
              "io/prometheus/client/exemplars/tracer/otel_agent/OpenTelemetryAgentSpanContextSupplier.class")
          .noneMatch(name -> name.endsWith(".jar"));
    }
  }

  @Test
  void servesMetricsInsideFelix(@TempDir Path directory) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage", directory.resolve("cache").toString(),
                    "org.osgi.framework.bundle.parent", "framework",
                    "felix.service.urlhandlers", "false",
                    "felix.bootdelegation.implicit", "false",
                    "felix.log.level", "1",
                    "leadline.prometheus.port", "overridden below",
                    "leadline.jvm.dir", directory.toString(),
                    // Stands for the service component runtime, which is not the subject here.
                    "org.osgi.framework.system.capabilities.extra",
                        "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5\""));
    framework.start();
    try {
      BundleContext context = framework.getBundleContext();
      context.installBundle(SDK.toUri().toString());
      Bundle bundle = context.installBundle(BUNDLE.toUri().toString());
      bundle.start();
      assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(bundle.loadClass("com.sun.net.httpserver.HttpServer"))
          .isSameAs(com.sun.net.httpserver.HttpServer.class);

      RecordingLogger log = new RecordingLogger();
      Class<?> componentClass =
          bundle.loadClass("dev.leadline.provider.prometheus.component.PrometheusComponent");
      Object component =
          componentClass
              .getConstructor(BundleContext.class, Map.class, System.Logger.class)
              .newInstance(bundle.getBundleContext(), Map.of("leadline.prometheus.port", "0"), log);
      openCounter(bundle, component);

      Path portFile = directory.resolve("prometheus.port");
      Awaitility.await().until(() -> Files.exists(portFile));
      int port = Integer.parseInt(Files.readString(portFile).trim());
      assertThat(Endpoints.scrape(port, Endpoints.PLAIN_TEXT)).contains("in_felix_total 1.0\n");

      Method stop = componentClass.getDeclaredMethod("stop");
      stop.setAccessible(true);
      stop.invoke(component);
      assertThat(portFile).doesNotExist();
      assertThat(log.lines()).hasSize(1);
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  /** By reflection, as the SDK inside the container is not the one of this test. */
  private static void openCounter(Bundle bundle, Object provider) throws Exception {
    String sdk = "dev.leadline.sdk.metric.";
    Class<?> type = bundle.loadClass(sdk + "MetricType");
    Class<?> definitionClass = bundle.loadClass(sdk + "MetricDefinition");
    Class<?> scopeClass = bundle.loadClass(sdk + "ApplicationScope");
    assertThat(definitionClass).isNotSameAs(MetricDefinition.class);
    Object counter = type.getField("COUNTER").get(null);
    Object definition =
        definitionClass.getConstructors()[0].newInstance(
            "in_felix", counter, List.of(), "", "", List.of(), new TreeMap<>());
    Object scope =
        Proxy.newProxyInstance(
            scopeClass.getClassLoader(),
            new Class<?>[] {scopeClass},
            (proxy, method, arguments) -> Optional.empty());
    Object opened =
        provider
            .getClass()
            .getMethod("open", definitionClass, scopeClass)
            .invoke(provider, definition, scope);
    Object instrument = opened.getClass().getMethod("instrument").invoke(opened);
    Object series =
        bundle
            .loadClass(sdk + "Instrument")
            .getMethod("series", List.class)
            .invoke(instrument, List.of());
    bundle.loadClass(sdk + "Series").getMethod("record", double.class).invoke(series, 1.0);
  }
}
