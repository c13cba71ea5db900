package dev.leadline.itests.tracepoint;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Virtual threads, many more than there are threads that carry them, and each of them goes to
 * another one in the middle of an expression: every figure is exact. Where the JDK has none, the
 * same on other threads.
 */
class VirtualThreadsIT {

  private static final int THREADS = 300;
  private static final int CALLS = 1_000;

  @TempDir private Path directory;

  @EveryJdk
  void countsEveryCallAndNoneFromInsideOfAnExpression(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "crowd.json",
                """
                [ { "ID": "plain", "path": "com/acme/crowd/Crowd.java", "lineNumber": %d,
                    "metrics": [ { "name": "plain" } ] },
                  { "ID": "labelled", "path": "com/acme/crowd/Crowd.java", "lineNumber": %d,
                    "metrics": [
                      { "name": "by_tier",
                        "labels": [ { "key": "tier", "expression": "customer.tier" } ] },
                      { "name": "amounts", "type": "HISTOGRAM", "buckets": [ 4 ],
                        "expression": "amount" } ] },
                  { "ID": "touch", "path": "com/acme/crowd/Crowd.java", "lineNumber": %d,
                    "metrics": [ { "name": "touch",
                      "labels": [ { "key": "odd", "expression": "number %% 2" } ] } ] } ]
                """
                    .formatted(line("plain"), line("labelled"), line("touch")));
    Path classes =
        FixtureCompiler.compile("crowd", Files.createDirectories(directory.resolve("classes")));
    try (Observed crowd =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .sync()
                .java(
                    "-Djdk.virtualThreadScheduler.parallelism=8",
                    "-cp",
                    classes.toString(),
                    "com.acme.crowd.Crowd",
                    Integer.toString(THREADS),
                    Integer.toString(CALLS)))) {
      crowd.jvm().send("go");
      crowd.awaitOut("served " + THREADS * CALLS);
      Scrape scrape = crowd.scrape();
      assertThat(scrape.value("plain_total")).isEqualTo(THREADS * CALLS);
      assertThat(scrape.series("by_tier_total"))
          .containsOnly(
              entry("by_tier_total{tier=\"tier-0\"}", THREADS * CALLS / 3.0),
              entry("by_tier_total{tier=\"tier-1\"}", THREADS * CALLS / 3.0),
              entry("by_tier_total{tier=\"tier-2\"}", THREADS * CALLS / 3.0));
      assertThat(scrape.value("amounts_count")).isEqualTo(THREADS * CALLS);
      assertThat(scrape.value("amounts_bucket{le=\"4.0\"}")).isEqualTo(THREADS * CALLS / 2.0);
      assertThat(scrape.value("amounts_sum")).isEqualTo(4.5 * THREADS * CALLS);
      // As often again from inside of the expression of the tier, and that does not count.
      assertThat(scrape.series("touch_total"))
          .containsOnly(
              entry("touch_total{odd=\"0\"}", THREADS * CALLS / 2.0),
              entry("touch_total{odd=\"1\"}", THREADS * CALLS / 2.0));
      // Leadline's own figures are written now and then.
      crowd.jvm().await("the hits from inside", () -> reentrant(crowd.scrape()) >= THREADS * CALLS);
      assertThat(reentrant(crowd.scrape())).isEqualTo(THREADS * CALLS);
      crowd.finish();
    }
  }

  private static double reentrant(Scrape scrape) {
    return scrape
        .samples()
        .getOrDefault(
            "leadline_tracepoint_dropped_total{tracepoint=\"touch\",reason=\"reentrant\"}", 0.0);
  }

  private static int line(String mark) throws Exception {
    return SourceLines.in(FixtureCompiler.source("crowd/com/acme/crowd/Crowd.java"), mark);
  }
}
