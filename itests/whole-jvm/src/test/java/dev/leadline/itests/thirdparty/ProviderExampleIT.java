package dev.leadline.itests.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Till;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The StatsD provider of {@code itests/provider-example}, built with its own tests as its maker
 * would, and dropped into a running JVM.
 */
class ProviderExampleIT {

  @TempDir private static Path builds;
  private static ForkedMaven maven;
  private static Path bundle;

  @TempDir private Path directory;

  @BeforeAll
  static void build() throws Exception {
    maven = ForkedMaven.in(builds);
    Path project = builds.resolve("provider-example");
    copyTree(Path.of(System.getProperty("project.root"), "itests/provider-example"), project);
    maven.run(project, "-Dleadline.version=" + System.getProperty("project.version"), "package");
    bundle = project.resolve("target/leadline-statsd.jar");
    assertThat(bundle).exists();
    assertThat(project.resolve("target/surefire-reports"))
        .as("the contract has been tested")
        .isDirectoryContaining("glob:**StatsdMetricProviderTest.txt");
  }

  /** Without what an earlier build of it may have left. */
  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith("target")) {
          Path copy = to.resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  @EveryJdk
  void sendsEveryMetricFromTheMomentThatItIsDroppedIn(Jdk jdk) throws Exception {
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    Path tracepoints = Files.createDirectory(directory.resolve("tracepoints"));
    Files.writeString(
        tracepoints.resolve("sold.json"),
        """
        { "ID": "sold", "path": "com/acme/bench/Till.java", "args": { "method_name": "accept" },
          "metrics": [
            { "name": "sold", "labels": [ { "key": "kind", "expression":
                "number % 2 == 0 ? 'tea' : 'coffee'" }, { "key": "till", "static": "north" } ] },
            { "name": "sold_numbers", "type": "HISTOGRAM", "expression": "number",
              "buckets": [ 2, 4 ] } ] }
        """);
    try (StatsdListener statsd = new StatsdListener();
        ForkedJvm jvm =
            ForkedJvm.on(jdk, directory)
                .with("plugins.dir", plugins)
                .with("tracepoints.dir", tracepoints)
                .java("-Dstatsd.port=" + statsd.port())
                .main(Bench.class)
                .start()) {
      jvm.awaitRunning();
      jvm.send("1 run " + Till.class.getName() + " 1");
      jvm.awaitLog("probe in " + Till.class.getName() + ".accept(int) line");
      jvm.awaitLog(", live");

      drop(plugins);
      // Within three seconds: PluginDirectoryTest counts the looks that it takes.
      jvm.awaitLog("provider statsd has come");

      jvm.send("2 run " + Till.class.getName() + " 5");
      jvm.await(
          "what was sold",
          () ->
              statsd
                  .counters("sold")
                  .equals(
                      Map.of(
                          "sold|#kind:coffee,till:north", 3.0,
                          "sold|#kind:tea,till:north", 2.0,
                          "sold_numbers.count", 5.0,
                          "sold_numbers.sum", 15.0,
                          "sold_numbers.bucket|#le:2", 2.0,
                          "sold_numbers.bucket|#le:4", 2.0,
                          "sold_numbers.bucket|#le:inf", 1.0)));

      Files.delete(plugins.resolve("leadline-statsd.jar"));
      jvm.awaitLog("plugin leadline-statsd.jar has gone");
      jvm.send("3 run " + Till.class.getName() + " 5");
      jvm.await(
          "the third run", () -> jvm.out().stream().anyMatch(line -> line.startsWith("3 ran")));
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).isEmpty();
      assertThat(statsd.counters("sold_numbers.count")).containsValue(5.0);
    }
  }

  private static void drop(Path plugins) throws IOException {
    Path copy = Files.copy(bundle, plugins.resolve(".leadline-statsd.jar"));
    Files.move(copy, plugins.resolve("leadline-statsd.jar"), StandardCopyOption.REPLACE_EXISTING);
  }
}
