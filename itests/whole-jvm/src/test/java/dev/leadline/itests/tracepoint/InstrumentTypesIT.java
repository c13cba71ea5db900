package dev.leadline.itests.tracepoint;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Meter;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Each type of metric, with what can be said about it, as the endpoint shows it. */
class InstrumentTypesIT {

  @TempDir private Path directory;

  @EveryJdk
  void recordsEachTypeWithItsLabelsUnitsAndNames(Jdk jdk) throws Exception {
    // The numbers 1 to 100 pass the line, and their halves.
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "meter.json",
                """
                { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
                  "metrics": [
                    { "name": "sum", "expression": "number", "unit": "parcels", "help": "All" },
                    { "name": "calls_total", "namespace": "shop", "labelExpressions": [
                      { "key": "who", "expression": "name" },
                      { "key": "even", "value": { "expression": "even" } },
                      { "key": "third", "expression": "number %% 3" },
                      { "key": "fixed", "static": { "doubleValue": 1.5 } },
                      { "key": "list", "static": { "arrayValue": { "values": [
                          { "intValue": "1" }, { "boolValue": true } ] } } } ] },
                    { "name": "current.size-now", "type": "gauge", "expression": "half",
                      "unit": "seconds" },
                    { "name": "infinite", "type": "GAUGE", "expression": "1.0d / 0.0d" },
                    { "name": "spread", "type": "HISTOGRAM", "expression": "half",
                      "buckets": [ 0.5, 10, 49.5 ], "unit": "seconds",
                      "labels": [ { "key": "le", "expression": "name" } ] },
                    { "name": "usual", "type": 2, "expression": "half" },
                    { "name": "quantiles", "type": "SUMMARY", "expression": "number",
                      "quantiles": { "0.5": 0.01, "0.9": 0.001, "1.0": 0 } },
                    { "name": "bare", "type": "SUMMARY", "expression": "half" } ] }
                """
                    .formatted(SourceLines.of("com/acme/bench/Meter.java", "meter")));
    try (Observed bench =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .with("metrics.namespace", "acme")
                .main(Bench.class))) {
      bench.jvm().awaitRunning();
      // Loads the class, and does nothing yet.
      bench.run(Meter.class, 0).awaitLive("meter");
      bench.run(Meter.class, 100);
      Scrape scrape = bench.scrape();

      assertThat(scrape.text())
          .contains("# HELP acme_sum_parcels_total All\n# TYPE acme_sum_parcels_total counter\n")
          .contains("# TYPE shop_calls_total counter\n")
          .contains("# TYPE acme_current_size_now_seconds gauge\n")
          .contains("# TYPE acme_spread_seconds histogram\n")
          .contains("# TYPE acme_quantiles summary\n");
      assertThat(scrape.value("acme_sum_parcels_total")).isEqualTo(5050);
      assertThat(scrape.series("shop_calls_total"))
          .hasSize(6)
          .contains(
              entry(calls("odd", false, 1), 17.0),
              entry(calls("even", true, 1), 17.0),
              entry(calls("even", true, 0), 16.0));
      assertThat(scrape.value("acme_current_size_now_seconds")).isEqualTo(50);
      assertThat(scrape.value("acme_infinite")).isEqualTo(Double.POSITIVE_INFINITY);

      // `le` is Prometheus's own in a histogram. Even numbers have whole halves.
      assertThat(scrape.series("acme_spread_seconds_bucket"))
          .containsOnly(
              entry("acme_spread_seconds_bucket{le_=\"even\",le=\"0.5\"}", 0.0),
              entry("acme_spread_seconds_bucket{le_=\"even\",le=\"10.0\"}", 10.0),
              entry("acme_spread_seconds_bucket{le_=\"even\",le=\"49.5\"}", 49.0),
              entry("acme_spread_seconds_bucket{le_=\"even\",le=\"+Inf\"}", 50.0),
              entry("acme_spread_seconds_bucket{le_=\"odd\",le=\"0.5\"}", 1.0),
              entry("acme_spread_seconds_bucket{le_=\"odd\",le=\"10.0\"}", 10.0),
              entry("acme_spread_seconds_bucket{le_=\"odd\",le=\"49.5\"}", 50.0),
              entry("acme_spread_seconds_bucket{le_=\"odd\",le=\"+Inf\"}", 50.0));
      assertThat(scrape.value("acme_spread_seconds_sum{le_=\"even\"}")).isEqualTo(1275);
      assertThat(scrape.value("acme_spread_seconds_sum{le_=\"odd\"}")).isEqualTo(1250);
      assertThat(scrape.series("acme_usual_bucket")).hasSizeGreaterThan(5);
      assertThat(scrape.value("acme_usual_count")).isEqualTo(100);

      assertThat(scrape.value("acme_quantiles_count")).isEqualTo(100);
      assertThat(scrape.value("acme_quantiles_sum")).isEqualTo(5050);
      assertThat(scrape.value("acme_quantiles{quantile=\"0.5\"}")).isBetween(49.0, 51.0);
      assertThat(scrape.value("acme_quantiles{quantile=\"0.9\"}")).isBetween(89.0, 91.0);
      assertThat(scrape.value("acme_quantiles{quantile=\"1.0\"}")).isEqualTo(100);
      assertThat(scrape.value("acme_bare_sum")).isEqualTo(2525);
      assertThat(scrape.series("acme_bare")).isEmpty();
      bench.finish();
    }
  }

  @EveryJdk
  void allocatesNothingOnAHitWithALabel(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "meter.json",
                """
                { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
                  "metrics": [
                    { "name": "calls", "labels": [ { "key": "who", "expression": "name" } ] } ] }
                """
                    .formatted(SourceLines.of("com/acme/bench/Meter.java", "meter")));
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.run(Meter.class, 1).awaitLive("meter");
      double before =
          bench.scrape().series("calls_total").values().stream().mapToDouble(d -> d).sum();
      // A round in which nothing is allocated ends the warm-up, and there must be one.
      String answer = "";
      int rounds = 0;
      while (rounds < 100 && !answer.equals("ran, allocated 0")) {
        answer = bench.ask("run " + Meter.class.getName() + " 100000");
        rounds++;
      }
      assertThat(answer).isEqualTo("ran, allocated 0");
      assertThat(bench.scrape().series("calls_total").values().stream().mapToDouble(d -> d).sum())
          .isEqualTo(before + rounds * 100_000.0);
      bench.finish();
    }
  }

  private static String calls(String who, boolean even, int third) {
    return "shop_calls_total{who=\"%s\",even=\"%s\",third=\"%d\",fixed=\"1.5\",list=\"[1, true]\"}"
        .formatted(who, even, third);
  }
}
