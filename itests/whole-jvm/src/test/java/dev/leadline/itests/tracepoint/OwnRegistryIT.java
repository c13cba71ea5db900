package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.registry.Bakery;
import com.acme.registry.Patisserie;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.launcher.ListeningPorts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that has simpleclient or prometheus-metrics 1.x finds our metrics among its own,
 * and no port beside it.
 */
class OwnRegistryIT {

  private static final Map<String, Double> TWENTY_LOAVES =
      Map.of(
          "baked_total{flour=\"rye\"}", 5.0,
          "baked_total{flour=\"wheat\"}", 15.0,
          "sizes_count", 20.0,
          "sizes_sum", 90.0,
          "sizes_bucket{le=\"3.0\"}", 5.0,
          "sizes_bucket{le=\"4.0\"}", 5.0,
          "sizes_bucket{le=\"+Inf\"}", 20.0);

  @TempDir private Path directory;

  @EveryJdk
  void feedsTheRegistryOfTheApplication(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bakery =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-cp", classPath(), Bakery.class.getName()))) {
      bakery.jvm().awaitRunning();
      assertThat(bake(bakery, 1).samples()).containsEntry("bakery_loaves_total", 1.0);

      tracepoints.put(
          "bake.json",
          """
          { "ID": "bake", "path": "com/acme/registry/Bakery.java", "lineNumber": %d,
            "metrics": [
              { "name": "baked", "help": "By flour",
                "labels": [ { "key": "flour", "expression": "flour" } ] },
              { "name": "bakery_loaves", "help": "The name that the application has" },
              { "name": "sizes", "type": "HISTOGRAM", "expression": "flour.length()",
                "buckets": [ 3, 4 ] } ] }
          """
              .formatted(SourceLines.of("com/acme/registry/Bakery.java", "bake")));
      bakery.awaitLive("bake");
      Scrape scrape = bake(bakery, 20);
      assertThat(scrape.of(List.of("baked_total", "sizes_count", "sizes_sum", "sizes_bucket")))
          .isEqualTo(TWENTY_LOAVES);
      assertThat(scrape.text()).contains("# HELP baked_total By flour\n");
      // The application's own metric of that name is untouched, and the log says why.
      assertThat(scrape.value("bakery_loaves_total")).isEqualTo(21);
      assertThat(bakery.awaitLog("tracepoint bake: PR-001")).contains("bakery_loaves");
      bakery.awaitLog("the application's default registry of simpleclient");

      assertThat(bakery.log()).noneMatch(line -> line.contains("Prometheus endpoint"));
      assertThat(bakery.jvm().jvmDirectory().resolve("prometheus.port")).doesNotExist();
      if (ListeningPorts.areKnown()) {
        assertThat(ListeningPorts.of(bakery.jvm().pid())).isEmpty();
      }

      tracepoints.delete("bake.json");
      bakery.jvm().await("our metrics to go", () -> isAlone(bake(bakery, 1)));
      bakery.finish();
    }
  }

  @EveryJdk
  void anApplicationOfNamedModulesHasThemInItsOwnRegistryToo(Jdk jdk) throws Exception {
    Path modules = Files.createDirectories(directory.resolve("modules"));
    Distribution.writeJar(
        modules.resolve("bakery.jar"),
        Map.of("Automatic-Module-Name", "com.acme.bakery"),
        Bakery.class);
    for (String jar : classPath().split(File.pathSeparator)) {
      if (jar.endsWith(".jar")) {
        Files.copy(Path.of(jar), modules.resolve(Path.of(jar).getFileName()));
      }
    }
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "bake.json",
                """
                { "ID": "bake", "path": "com/acme/registry/Bakery.java", "lineNumber": %d,
                  "metrics": [ { "name": "baked",
                    "labels": [ { "key": "flour", "expression": "flour" } ] } ] }
                """
                    .formatted(SourceLines.of("com/acme/registry/Bakery.java", "bake")));
    try (Observed bakery =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("--module-path", modules.toString())
                .java("-m", "com.acme.bakery/" + Bakery.class.getName()))) {
      bakery.awaitLive("bake");
      assertThat(bake(bakery, 20).series("baked_total"))
          .isEqualTo(
              Map.of("baked_total{flour=\"rye\"}", 5.0, "baked_total{flour=\"wheat\"}", 15.0));
      assertThat(bakery.jvm().jvmDirectory().resolve("prometheus.port")).doesNotExist();
      bakery.finish();
    }
  }

  @EveryJdk
  void feedsTheDefaultRegistryOfPrometheusMetrics(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "bake.json",
                """
                { "ID": "bake", "path": "com/acme/registry/Patisserie.java", "lineNumber": %d,
                  "metrics": [
                    { "name": "baked", "help": "By flour",
                      "labels": [ { "key": "flour", "expression": "flour" } ] },
                    { "name": "sizes", "type": "HISTOGRAM", "expression": "flour.length()",
                      "buckets": [ 3, 4 ] } ] }
                """
                    .formatted(SourceLines.of("com/acme/registry/Patisserie.java", "bake")));
    try (Observed patisserie =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-cp", classPath("prometheus-metrics"), Patisserie.class.getName()))) {
      patisserie.awaitLive("bake");
      patisserie.awaitLog("the application's default registry of prometheus-metrics");
      Scrape scrape = bake(patisserie, 20);
      assertThat(scrape.of(List.of("baked_total", "sizes_count", "sizes_sum", "sizes_bucket")))
          .isEqualTo(TWENTY_LOAVES);
      assertThat(scrape.value("patisserie_cakes_total")).isEqualTo(20);
      assertThat(patisserie.jvm().jvmDirectory().resolve("prometheus.port")).doesNotExist();
      if (ListeningPorts.areKnown()) {
        assertThat(ListeningPorts.of(patisserie.jvm().pid())).isEmpty();
      }

      tracepoints.delete("bake.json");
      patisserie
          .jvm()
          .await(
              "our metrics to go",
              () ->
                  bake(patisserie, 1).samples().keySet().stream()
                      .allMatch(series -> series.startsWith("patisserie_")));
      patisserie.finish();
    }
  }

  private static boolean isAlone(Scrape scrape) {
    return scrape.samples().keySet().stream().allMatch(series -> series.startsWith("bakery_"));
  }

  /** Bakes, and reads what the application prints of its registry after that. */
  private static Scrape bake(Observed bakery, int loaves) throws Exception {
    int before = bakery.jvm().out().size();
    bakery.jvm().send(Integer.toString(loaves));
    bakery
        .jvm()
        .await(
            "bread",
            () ->
                bakery.jvm().out().stream()
                    .skip(before)
                    .anyMatch(line -> line.startsWith("baked ") && !line.contains("{")));
    List<String> lines = bakery.jvm().out();
    return Scrape.of(
        String.join("\n", lines.subList(before, lines.size())).replaceAll("(?m)^baked \\d+$", ""));
  }

  private static String classPath() {
    return classPath("simpleclient");
  }

  /** This module's applications, and this library with all that it needs. */
  private static String classPath(String library) {
    List<String> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains(library))
            .toList();
    assertThat(jars).hasSizeGreaterThanOrEqualTo(2);
    return Distribution.applications() + File.pathSeparator + String.join(File.pathSeparator, jars);
  }
}
