package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.plugin.FaultyProvidersActivator;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.otlp.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final Path OTEL_AGENT =
      Path.of(System.getProperty("agents.directory"), "opentelemetry-javaagent.jar");

  /** The meter of the agent's bridge. */
  private static final String BRIDGE = "io.opentelemetry.micrometer-1.5";

  @TempDir private Path directory;

  @EveryJdk
  void actuatorAndTheApplicationsOwnSdkBothHaveTheMetrics(Jdk jdk) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        Observed shop =
            start(
                exporting(shop(jdk), receiver)
                    .java("-Dshop.otel=true")
                    .environment("OTEL_SERVICE_NAME", "boot-shop"))) {
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

  /** The agent bridges Micrometer to its own pipeline, in which it would be seen twice. */
  @EveryJdk
  void theAgentThatBridgesMicrometerHasThemOnce(Jdk jdk) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        Observed shop =
            start(
                exporting(shop(jdk), receiver)
                    .javaFirst("-javaagent:" + OTEL_AGENT)
                    .java(
                        "-Dotel.instrumentation.micrometer.enabled=true",
                        "-Dotel.javaagent.logging=none",
                        "-Xshare:auto"))) {
      int port = port(shop);
      sell(shop, port);
      shop.awaitLog("go to \\[micrometer \\(.* for opentelemetry, prometheus\\)\\]$");
      for (int i = 0; i < 5; i++) {
        get(port, "/sell?tier=silver&price=2.5");
      }
      assertThat(scrape(port, "/actuator/prometheus").value("boot_sales_total{tier=\"silver\"}"))
          .isEqualTo(12.5);
      shop.jvm()
          .await(
              "the same at the agent's collector",
              () ->
                  receiver.has(BRIDGE, "boot_sales")
                      && Double.valueOf(12.5)
                          .equals(
                              receiver
                                  .metrics(BRIDGE)
                                  .get("boot_sales")
                                  .numbers()
                                  .get(Map.of("tier", "silver"))));
      assertThat(receiver.metrics("leadline")).doesNotContainKey("boot_sales");
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

  /** Blocks, throws and answers null, all at once, wherever a provider can. */
  @EveryJdk
  void requestsGoOnWhateverProvidersDo(Jdk jdk) throws Exception {
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    Path gate = directory.resolve("gate");
    try (Observed shop =
        start(shop(jdk).with("plugins.dir", plugins).java("-Dacme.gate=" + gate))) {
      int port = port(shop);
      sell(shop, port);
      shop.awaitLog("go to \\[micrometer \\(");
      dropFaultyProviders(plugins);
      shop.awaitLog("plugin faulty.jar runs");
      shop.awaitLog("provider blocks-in-open does not return from open of ");
      shop.awaitLog("provider throws-on-record has come");

      for (int i = 0; i < 150; i++) {
        assertThat(get(port, "/sell?tier=silver&price=2.5")).isEqualTo("sold for 2.5 to silver");
      }
      assertThat(gate).as("what the first one waits for").doesNotExist();
      assertThat(scrape(port, "/actuator/prometheus").value("boot_sales_total{tier=\"silver\"}"))
          .isEqualTo(375);
      shop.awaitLog("provider throws-on-record is disabled: it failed 100 times, first with java");

      Cli cli = new Cli(jdk, directory);
      String pid = Long.toString(shop.jvm().pid());
      assertThat(cli.run("exec", pid, "providers").ok())
          .containsPattern("micrometer +ACTIVE +1 +0 ")
          .containsPattern("blocks-in-open +ACTIVE +0 +1 ")
          .containsPattern("open of \\w+ has not returned for \\d+ s")
          .containsPattern("throws-on-open +ACTIVE +0 +[1-9]")
          .containsPattern("null-on-open +ACTIVE +0 ")
          .containsPattern("throws-on-series +ACTIVE +[1-9]\\d* +[1-9]")
          .containsPattern("null-on-series +ACTIVE +[1-9]\\d* +[1-9]")
          .containsPattern("throws-on-record +DISABLED +0 +");
      Cli.Outcome doctor = cli.run("exec", pid, "doctor");
      assertThat(doctor.status()).isEqualTo(1);
      assertThat(doctor.out().lines())
          .filteredOn(line -> line.contains("PR-004") && line.contains("blocks-in-open"))
          .hasSize(1);
      assertThat(doctor.out().lines())
          .filteredOn(line -> line.contains("PR-003") && line.contains("throws-on-record"))
          .hasSize(1);
      for (String failing : List.of("throws-on-open", "throws-on-series", "null-on-series")) {
        assertThat(doctor.out().lines())
            .filteredOn(line -> line.contains("PR-005") && line.contains(failing))
            .as(failing)
            .hasSize(1);
      }
      assertThat(doctor.out())
          .as("null for an instrument is an answer, and a refusal")
          .contains("null-on-open", "it answered nothing");

      Files.createFile(gate);
      shop.jvm()
          .await(
              "its late answer",
              () ->
                  cli.run("exec", pid, "providers")
                      .out()
                      .matches("(?s).*blocks-in-open +ACTIVE +[1-9].*"));
      assertThat(get(port, "/sell?tier=silver&price=2.5")).isEqualTo("sold for 2.5 to silver");
      assertThat(scrape(port, "/actuator/prometheus").value("boot_sales_total{tier=\"silver\"}"))
          .isEqualTo(377.5);
    }
  }

  private void dropFaultyProviders(Path plugins) throws IOException {
    Path part =
        Distribution.writeJar(
            directory.resolve("faulty.part"),
            Map.of(
                "Bundle-ManifestVersion",
                "2",
                "Bundle-SymbolicName",
                "com.acme.faulty",
                "Bundle-Version",
                "1.0.0",
                "Bundle-Activator",
                FaultyProvidersActivator.class.getName(),
                "Import-Package",
                "org.osgi.framework,dev.leadline.sdk.metric;version=\"[1,2)\""),
            FaultyProvidersActivator.class,
            FaultyProvidersActivator.Fault.class,
            FaultyProvidersActivator.FaultyProvider.class,
            FaultyProvidersActivator.FaultyInstrument.class,
            FaultyProvidersActivator.FaultySeries.class);
    Files.move(part, plugins.resolve("faulty.jar"));
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

  private static ForkedJvmBuilder exporting(ForkedJvmBuilder shop, OtlpReceiver receiver) {
    return shop.environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
        .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .environment("OTEL_TRACES_EXPORTER", "none")
        .environment("OTEL_LOGS_EXPORTER", "none")
        .environment("OTEL_METRIC_EXPORT_INTERVAL", "200");
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
