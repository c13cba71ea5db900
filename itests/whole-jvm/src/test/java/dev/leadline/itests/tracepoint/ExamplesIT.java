package dev.leadline.itests.tracepoint;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The example documents, in their dialects, as files beside each other. */
class ExamplesIT {

  @TempDir private Path directory;

  @EveryJdk
  void doesWithEachExampleWhatIsExpected(Jdk jdk) throws Exception {
    Path sample = Path.of(System.getProperty("sample.jar"));
    Path classes = FixtureCompiler.compile("examples", directory.resolve("classes"), sample);
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    copyExamples(tracepoints);
    try (Observed app =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-cp", classes + File.pathSeparator + sample, "com.acme.Examples"))) {
      app.jvm().awaitRunning();
      app.jvm().send("load").awaitLine("loaded");
      // Those without an id have one that is made from their content.
      for (String place :
          List.of(
              "web.SessionManager.create.*line 22",
              "web.SessionManager.destroy.*line 41",
              "Checkout.place.*line 60",
              "Cache.get.*line 30",
              "Orders.place.*line 77",
              "A.work.*line 10",
              "Loose.work.*line 12",
              "Service.handle\\(\\) line",
              "Service.handle\\(int\\) line",
              "Service\\$Nested.handle",
              "Foo.call.*line 12",
              "Outer\\$Inner.add.*line 15")) {
        app.awaitLog("probe in com\\.acme\\." + place + ".*, live$");
      }
      app.jvm().send("1").awaitLine("round 1");
      Scrape scrape = app.scrape();
      assertSeedAndHistogram(scrape);
      assertStaticLabels(scrape);
      assertThat(scrape.value("shop_cache_size_items")).isBetween(101.0, 140.0);
      assertErrors(app, scrape);
      assertConflicts(app, scrape);
      assertLooseSpelling(app, scrape);
      assertThat(scrape.value("handle_calls_total")).isEqualTo(4);
      // Both hits fall into one period of ten seconds.
      assertThat(scrape.series("src_main_java_com_acme_Foo_java_12_total"))
          .containsOnly(
              entry(
                  "src_main_java_com_acme_Foo_java_12_total{endpoint=\"page\",user=\"ann\"}", 1.0));
      assertThat(scrape.value("outer_summary_bytes_count")).isEqualTo(2);

      app.jvm().send("2").awaitLine("round 2");
      scrape = app.scrape();
      assertThat(scrape.value("handle_calls_total")).isEqualTo(8);
      assertThat(scrape.value("outer_summary_bytes_count")).isEqualTo(2);
      app.awaitLog("EXHAUSTED, it has fired 2 times");
      app.finish();
    }
  }

  private static void assertSeedAndHistogram(Scrape scrape) {
    assertThat(scrape.series("session_created_total"))
        .isEqualTo(
            Map.of(
                "session_created_total{user_id=\"u0\"}", 3.0,
                "session_created_total{user_id=\"u1\"}", 3.0));
    assertThat(scrape.value("session_duration_seconds_count")).isEqualTo(6);
    assertThat(scrape.value("session_duration_seconds_sum")).isBetween(0.0, 60.0);
    assertThat(scrape.text())
        .contains("# HELP session_duration_seconds Length of a user session\n");
  }

  private static void assertStaticLabels(Scrape scrape) {
    assertThat(scrape.series("shop_checkout_calls_total"))
        .isEqualTo(
            Map.of(
                "shop_checkout_calls_total{region=\"eu\",shard=\"5\",beta=\"true\",ratio=\"1.5\","
                    + "tags=\"[a, b]\",empty=\"\"}",
                6.0));
  }

  private static void assertErrors(Observed app, Scrape scrape) {
    assertThat(scrape.samples())
        .containsEntry("label_null_total{who=\"null\"}", 1.0)
        .containsEntry("value_text_number_total", 12.5)
        .containsEntry("value_bool_total", 1.0)
        .containsEntry("value_text_total", 0.0)
        .containsEntry("value_null_total", 0.0)
        .containsEntry("value_negative_total", 0.0)
        // 0/0 and 1/0 divide integers: errors, and nothing is set.
        .containsEntry("value_nan", 0.0)
        .containsEntry("value_inf", 0.0);
    assertThat(scrape.samples().keySet())
        .noneMatch(series -> series.startsWith("value_ok_label_bad"))
        .noneMatch(series -> series.startsWith("value_bad"));
    for (String metric : List.of("value_ok_label_bad, label who", "value_bad")) {
      assertThat(app.awaitLog("metric " + metric + ": "))
          .contains("noSuchVariable", "nullLocal", "placed");
    }
  }

  private static void assertConflicts(Observed app, Scrape scrape) {
    assertThat(scrape.series("jobs_total")).isEqualTo(Map.of("jobs_total", 1.0));
    assertThat(scrape.text()).contains("# HELP jobs_total first\n");
    assertThat(app.awaitLog("tracepoint b: REJECTED, ")).contains("jobs_total");
    // For Prometheus, a gauge `jobs` beside a counter `jobs_total` is a conflict; for us it is not.
    assertThat(app.log())
        .anyMatch(line -> line.matches(".*tracepoint c: .*(conflict|PR-001|MC-\\d+).*"));
    assertThat(scrape.samples()).doesNotContainKey("jobs");
  }

  private static void assertLooseSpelling(Observed app, Scrape scrape) {
    String labels = "{a=\"plain\",b=\"nested\",c=\"mine\"}";
    assertThat(scrape.value("loose_hist_count" + labels)).isEqualTo(2);
    assertThat(scrape.value("loose_hist_sum" + labels)).isEqualTo(5);
    assertThat(scrape.value("loose_sum_count")).isEqualTo(2);
    assertThat(scrape.value("loose_sum_sum")).isEqualTo(42);
    assertThat(app.awaitLog("TP-010 07-loose-spelling.json:")).contains("WARNING", "somethingElse");
  }

  /** As they are, but for the window of one, which has to be open whenever this runs. */
  private static void copyExamples(TracepointDirectory tracepoints) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("examples.directory")))) {
      List<Path> documents =
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      assertThat(documents).hasSize(10);
      long now = Instant.now().getEpochSecond();
      long days = Duration.ofDays(14).toSeconds();
      for (Path document : documents) {
        tracepoints.put(
            document.getFileName().toString(),
            Files.readString(document)
                .replaceAll("(\"window_start\": *\")\\d+", "$1" + (now - days))
                .replaceAll("(\"window_end\": *\")\\d+", "$1" + (now + days)));
      }
    }
  }
}
