package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.otlp.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Spring Boot fat jar, with nested loaders, that has Micrometer, simpleclient and OpenTelemetry:
 * its own endpoints and its own exporter have our series.
 */
class SpringBootIT {

  private static final Pattern READY = Pattern.compile("ready on (\\d+)");

  @TempDir private Path directory;

  @EveryJdk
  void actuatorAndTheApplicationsOwnSdkBothHaveTheMetrics(Jdk jdk) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        Observed shop =
            start(
                shop(jdk)
                    .java("-Dshop.otel=true")
                    .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                    .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                    .environment("OTEL_TRACES_EXPORTER", "none")
                    .environment("OTEL_LOGS_EXPORTER", "none")
                    .environment("OTEL_SERVICE_NAME", "boot-shop")
                    .environment("OTEL_METRIC_EXPORT_INTERVAL", "200"))) {
      int port = port(shop);
      sell(shop, port);
      shop.awaitLog("go to \\[micrometer \\(.* for prometheus\\), otel \\(the application's");
      for (int i = 0; i < 5; i++) {
        get(port, "/sell?tier=silver&price=2.5");
      }
      Scrape actuator = scrape(port, "/actuator/prometheus");
      assertThat(actuator.value("boot_sales_total{tier=\"silver\"}")).isEqualTo(12.5);
      assertThat(actuator.text()).contains("# HELP boot_sales_total Sold");
      // Not in the other registry that it has, nor at a port of our own.
      assertThat(scrape(port, "/metrics").text())
          .contains("boot_visits")
          .doesNotContain("boot_sales");
      shop.jvm()
          .await(
              "the same at the application's own collector",
              () ->
                  receiver.has("leadline", "boot_sales")
                      && Double.valueOf(12.5)
                          .equals(
                              receiver
                                  .metrics("leadline")
                                  .get("boot_sales")
                                  .numbers()
                                  .get(Map.of("tier", "silver"))));
      assertThat(receiver.metrics("leadline").get("boot_sales").resource())
          .containsEntry("service.name", "boot-shop");
      assertThat(Files.exists(shop.jvm().jvmDirectory().resolve("prometheus.port"))).isFalse();
    }
  }

  @EveryJdk
  void simpleclientHasThemWhereNothingReadsTheGlobalMicrometerRegistry(Jdk jdk) throws Exception {
    try (Observed shop =
        start(
            shop(jdk)
                .java(
                    "-Dmanagement.prometheus.metrics.export.enabled=false",
                    "-Dmanagement.metrics.use-global-registry=false"))) {
      int port = port(shop);
      sell(shop, port);
      shop.awaitLog("go to \\[prometheus \\(the application's default registry of simpleclient\\)");
      for (int i = 0; i < 5; i++) {
        get(port, "/sell?tier=silver&price=2.5");
      }
      assertThat(scrape(port, "/metrics").value("boot_sales_total{tier=\"silver\"}"))
          .isEqualTo(12.5);
      assertThat(Files.exists(shop.jvm().jvmDirectory().resolve("prometheus.port"))).isFalse();
    }
  }

  private ForkedJvmBuilder shop(Jdk jdk) throws IOException {
    Path source = Path.of(System.getProperty("spring-boot.sources"), "com/acme/boot/BootShop.java");
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "sales.json",
                """
                { "ID": "sales", "path": "com/acme/boot/BootShop.java", "lineNumber": %d,
                  "metrics": [ { "name": "boot_sales", "expression": "price", "help": "Sold",
                    "labels": [ { "key": "tier", "expression": "tier" } ] } ] }
                """
                    .formatted(SourceLines.in(source, "sell")));
    return Observed.builder(jdk, directory, tracepoints).java("-XX:TieredStopAtLevel=1");
  }

  /** The fat jar comes last among the JVM's arguments. */
  private static Observed start(ForkedJvmBuilder builder) throws IOException {
    return Observed.of(builder.java("-jar", System.getProperty("spring-boot.jar")).start());
  }

  private static int port(Observed shop) {
    shop.awaitOut(READY.pattern());
    return shop.jvm().out().stream()
        .map(READY::matcher)
        .filter(Matcher::matches)
        .map(line -> Integer.parseInt(line.group(1)))
        .findFirst()
        .orElseThrow();
  }

  /** The probe is live. */
  private static void sell(Observed shop, int port) throws Exception {
    shop.awaitLive("sales");
    assertThat(get(port, "/sell?tier=gold&price=1")).isEqualTo("sold for 1.0 to gold");
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    return Scrape.get("http://127.0.0.1:" + port + path);
  }

  private static Scrape scrape(int port, String path) throws IOException, InterruptedException {
    return Scrape.of(get(port, path));
  }
}
