package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Till;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Probes in classes of every kind, loaded before and after their tracepoint, in any loader. */
class CodeIT {

  private static final String TILL = Till.class.getName();

  @TempDir private Path directory;

  @EveryJdk
  void reachesRecordsInnerClassesAndLambdas(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.jvm().awaitRunning();
      bench.run(Till.class, 3);
      putTill(tracepoints);
      bench.awaitLive("record", "inner", "lambda");
      assertThat(bench.log())
          .anyMatch(line -> line.contains("probe in com.acme.bench.Till$Drawer.put("))
          .anyMatch(line -> line.matches(".*probe in com.acme.bench.Till.lambda\\$.*"));
      bench.run(Till.class, 10);
      Scrape scrape = bench.scrape();
      // The private field `takings` was 66 after three sales, with their tax; 10 more follow.
      assertThat(scrape.value("sales_total{article=\"tea\",place=\"north\"}")).isEqualTo(30);
      assertThat(scrape.value("sales_total{article=\"coffee\",place=\"north\"}")).isEqualTo(25);
      assertThat(scrape.value("takings")).isEqualTo(66 + 45 * 11);
      // The inner class's own private field, before the line adds to it.
      assertThat(scrape.value("coins")).isEqualTo(6 + 45);
      assertThat(scrape.value("shares_total")).isEqualTo(550);
      bench.finish();
    }
  }

  @EveryJdk
  void findsAClassInEveryLoaderThatLoadsIt(Jdk jdk) throws Exception {
    Path jar =
        Distribution.writeJar(
            directory.resolve("till.jar"),
            Map.of(),
            Stream.concat(Stream.of(Till.class), Stream.of(Till.class.getDeclaredClasses()))
                .toArray(Class<?>[]::new));
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.jvm().awaitRunning();
      assertThat(bench.ask("load " + jar)).isEqualTo("loader 1");
      assertThat(bench.ask("load " + jar)).isEqualTo("loader 2");
      assertThat(bench.ask("run " + TILL + " 1 1")).startsWith("ran");

      // One is loaded already, two load later: in a loader of their own, and in the application's.
      putTill(tracepoints);
      bench.awaitLive("record", "inner", "lambda");
      assertThat(bench.ask("run " + TILL + " 0 2")).startsWith("ran");
      bench.awaitLog("tracepoint record: .*, 2 probes$");
      bench.run(Till.class, 0);
      bench.awaitLog("tracepoint record: .*, 3 probes$");
      bench.awaitLog("tracepoint record: probe in .*loader app, live$");
      double before = bench.scrape().samples().getOrDefault("shares_total", 0.0);
      for (int loader = 0; loader < 3; loader++) {
        assertThat(bench.ask("run " + TILL + " 10 " + loader)).startsWith("ran");
      }
      Scrape scrape = bench.scrape();
      assertThat(scrape.series("sales_total").values()).containsExactlyInAnyOrder(90.0, 75.0);
      assertThat(scrape.value("shares_total") - before).isEqualTo(3 * 550);
      bench.finish();
    }
  }

  @EveryJdk
  void reachesPrivateStateInANamedModule(Jdk jdk) throws Exception {
    Path module = FixtureCompiler.compile("module", directory.resolve("module"));
    Path source = FixtureCompiler.source("module/com/acme/sealed/Vault.java");
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed vault =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-p", module.toString(), "-m", "com.acme.sealed/com.acme.sealed.Vault"))) {
      vault.jvm().awaitRunning();
      tracepoints.put(
          "vault.json",
          """
          { "ID": "vault", "path": "com/acme/sealed/Vault.java", "lineNumber": %d,
            "metrics": [
              { "name": "gold", "expression": "coin.weight",
                "labels": [ { "key": "owner", "expression": "owner.name" },
                            { "key": "mint", "expression": "coin.mint" } ] } ] }
          """
              .formatted(SourceLines.in(source, "vault")));
      vault.awaitLive("vault");
      // Such an application has only the JDK's modules that it needs: not that of the endpoint.
      vault.jvm().send("4").awaitLine("stored 4");
      assertThat(vault.scrape().series("gold_total"))
          .isEqualTo(Map.of("gold_total{owner=\"ann\",mint=\"royal\"}", 2.0 * (1 + 2 + 3 + 4)));
      vault.finish();
    }
  }

  private static void putTill(TracepointDirectory tracepoints) throws Exception {
    String path = "com/acme/bench/Till.java";
    List<String> all =
        List.of(
            """
            { "ID": "record", "path": "%s", "lineNumber": %d,
              "metrics": [
                { "name": "sales", "expression": "sale.cents",
                  "labels": [ { "key": "article", "expression": "sale.article" },
                              { "key": "place", "expression": "place" } ] },
                { "name": "takings", "type": "GAUGE", "expression": "this.takings" } ] }
            """
                .formatted(path, SourceLines.of(path, "record")),
            """
            { "ID": "inner", "path": "%s", "lineNumber": %d,
              "metrics": [ { "name": "coins", "type": "GAUGE", "expression": "coins" } ] }
            """
                .formatted(path, SourceLines.of(path, "inner class")),
            """
            { "ID": "lambda", "path": "%s", "lineNumber": %d,
              "metrics": [ { "name": "shares", "expression": "share" } ] }
            """
                .formatted(path, SourceLines.of(path, "lambda")));
    tracepoints.put("till.json", all.toString());
  }
}
