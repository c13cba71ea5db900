package dev.leadline.provider.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.otlp.OtlpReceiver;
import dev.leadline.testkit.logging.RecordingLogger;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/** The jar as it is deployed: what it asks for, and that it runs inside Felix. */
class BundleIT {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle.jar"));

  /** The name of one of its classes as an entry of a constant pool, and not within a text. */
  private static final Pattern JDK_LOGGING =
      Pattern.compile("\\x01\\x00.java/util/logging/(Logger|Level)", Pattern.DOTALL);

  private static final Path SDK = Path.of(System.getProperty("sdk.jar"));

  @Test
  void asksForNothingButTheSdkAndOsgiAndTheJdk() throws Exception {
    try (JarFile jar = new JarFile(BUNDLE.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      Set<String> imports = new TreeSet<>();
      for (String clause : manifest.getValue("Import-Package").split(",(?=[a-z])")) {
        imports.add(clause.split(";")[0]);
      }
      assertThat(imports)
          .contains("dev.leadline.sdk.metric", "dev.leadline.sdk.health", "org.osgi.framework")
          .allMatch(name -> name.matches("dev\\.leadline\\.sdk\\..*|org\\.osgi\\..*|javax\\..*"));
      assertThat(manifest.getValue("Export-Package")).isNull();
    }
  }

  /** The JDK's logging would be the application's: see VendorLogger. */
  @Test
  void noLibraryInsideLogsThroughTheJdksLogging() throws Exception {
    List<String> loggers = new ArrayList<>();
    Set<String> called = new TreeSet<>();
    try (JarFile jar = new JarFile(BUNDLE.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
          if (JDK_LOGGING.matcher(bytes).find()) {
            loggers.add(entry.getName());
          }
          if (bytes.contains("dev/leadline/provider/otel/logging/VendorLogger")) {
            called.add(entry.getName());
          }
        }
      }
    }
    // What is left is for Android alone, and never loaded.
    assertThat(loggers).allMatch(name -> name.contains("/android/"));
    assertThat(called).hasSizeGreaterThan(20);
  }

  @Test
  void exportsInsideFelix(@TempDir Path directory) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage", directory.resolve("cache").toString(),
                    "org.osgi.framework.bundle.parent", "framework",
                    "felix.service.urlhandlers", "false",
                    "felix.bootdelegation.implicit", "false",
                    "felix.log.level", "1",
                    // Stands for the service component runtime, which is not the subject here.
                    "org.osgi.framework.system.capabilities.extra",
                        "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5\""));
    framework.start();
    System.setProperty("otel.metric.export.interval", "3600000");
    try (OtlpReceiver receiver = OtlpReceiver.grpc();
        OtlpReceiver web = OtlpReceiver.http()) {
      BundleContext context = framework.getBundleContext();
      context.installBundle(SDK.toUri().toString());
      Bundle bundle = context.installBundle(BUNDLE.toUri().toString());
      bundle.start();
      assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
      exportsOneCounter(bundle, receiver, "grpc");
      exportsOneCounter(bundle, web, "http/protobuf");
    } finally {
      System.clearProperty("otel.metric.export.interval");
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private static void exportsOneCounter(Bundle bundle, OtlpReceiver receiver, String protocol)
      throws Exception {
    RecordingLogger log = new RecordingLogger();
    Class<?> componentClass =
        bundle.loadClass("dev.leadline.provider.otel.component.OtelComponent");
    System.setProperty("otel.exporter.otlp.endpoint", receiver.endpoint());
    System.setProperty("otel.exporter.otlp.protocol", protocol);
    Object component;
    try {
      component =
          componentClass
              .getConstructor(BundleContext.class, System.Logger.class)
              .newInstance(bundle.getBundleContext(), log);
      openCounter(bundle, component);
    } finally {
      System.clearProperty("otel.exporter.otlp.endpoint");
      System.clearProperty("otel.exporter.otlp.protocol");
    }
    Method stop = componentClass.getDeclaredMethod("stop");
    stop.setAccessible(true);
    stop.invoke(component);
    assertThat(receiver.metrics("leadline").get("in_felix").numbers())
        .isEqualTo(Map.of(Map.of(), 1.5));
    assertThat(log.lines().stream().filter(line -> !line.matches("(TRACE|DEBUG) .*")))
        .singleElement()
        .asString()
        .contains("OTLP to " + receiver.endpoint());
  }

  /** By reflection, as the SDK inside the container is not the one of this test. */
  private static void openCounter(Bundle bundle, Object provider) throws Exception {
    String sdk = "dev.leadline.sdk.metric.";
    Class<?> type = bundle.loadClass(sdk + "MetricType");
    Class<?> definitionClass = bundle.loadClass(sdk + "MetricDefinition");
    Class<?> scopeClass = bundle.loadClass(sdk + "ApplicationScope");
    Object definition =
        definitionClass.getConstructors()[0].newInstance(
            "in_felix",
            type.getField("COUNTER").get(null),
            List.of(),
            "",
            "",
            List.of(),
            new TreeMap<>());
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
    bundle.loadClass(sdk + "Series").getMethod("record", double.class).invoke(series, 1.5);
  }
}
