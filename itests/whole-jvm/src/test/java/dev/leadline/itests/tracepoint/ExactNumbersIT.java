package dev.leadline.itests.tracepoint;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A million calls in four threads: every figure is exact. */
class ExactNumbersIT {

  private static final int CALLS = 1_000_000;

  @TempDir private Path directory;

  @EveryJdk
  void countsEveryCallOfFourThreads(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "created.json",
                """
                { "ID": "created", "path": "com/acme/web/SessionManager.java", "lineNumber": 22,
                  "metrics": [
                    { "name": "plain" },
                    { "name": "by_user", "labels": [ { "key": "user", "expression": "user.id" } ] },
                    { "name": "by_tier", "labels": [
                      { "key": "tier", "expression": "user.tier" },
                      { "key": "region", "static": "eu" } ] } ] }
                """)
            .put(
                "ended.json",
                """
                { "ID": "ended", "path": "com/acme/web/SessionManager.java", "lineNumber": 41,
                  "metrics": [
                    { "name": "numbers", "type": "HISTOGRAM", "expression": "session.number",
                      "buckets": [ 1000, 500000, 999999 ] },
                    { "name": "numbers_by_user", "type": "HISTOGRAM", "buckets": [ 500000 ],
                      "expression": "session.number",
                      "labels": [ { "key": "user", "expression": "user.id" } ] },
                    { "name": "halves", "type": "SUMMARY", "expression": "0.5" } ] }
                """)
            .put(
                "gold.json",
                """
                { "ID": "gold", "path": "com/acme/web/SessionManager.java", "lineNumber": 24,
                  "args": { "condition": "user.tier == 'gold'", "fire_count": 1000 },
                  "metrics": [ { "name": "gold" } ] }
                """);
    try (Observed shop = Observed.sample(jdk, directory, tracepoints, CALLS)) {
      shop.awaitLive("created", "ended", "gold");
      shop.jvm().send("go");
      shop.awaitOut("shop: 1000000 sessions created, 1000000 destroyed, 100000 orders, .*");
      Scrape scrape = shop.scrape();

      assertThat(scrape.value("plain_total")).isEqualTo(CALLS);
      // Nine users take turns, and 1,000,000 = 9 * 111,111 + 1.
      assertThat(scrape.series("by_user_total"))
          .hasSize(9)
          .containsEntry("by_user_total{user=\"u0\"}", 111_112.0)
          .containsEntry("by_user_total{user=\"u8\"}", 111_111.0);
      assertThat(total(scrape, "by_user_total")).isEqualTo(CALLS);
      assertThat(scrape.series("by_tier_total"))
          .containsOnly(
              entry("by_tier_total{tier=\"free\",region=\"eu\"}", 333_334.0),
              entry("by_tier_total{tier=\"gold\",region=\"eu\"}", 333_333.0),
              entry("by_tier_total{tier=\"test\",region=\"eu\"}", 333_333.0));
      assertThat(scrape.value("gold_total")).isEqualTo(1000);

      // The sessions have the numbers from 1 to a million; all sums are exact in a double.
      double sum = CALLS * (CALLS + 1L) / 2.0;
      assertThat(scrape.value("numbers_count")).isEqualTo(CALLS);
      assertThat(scrape.value("numbers_sum")).isEqualTo(sum);
      assertThat(scrape.series("numbers_bucket"))
          .containsOnly(
              entry("numbers_bucket{le=\"1000.0\"}", 1000.0),
              entry("numbers_bucket{le=\"500000.0\"}", 500_000.0),
              entry("numbers_bucket{le=\"999999.0\"}", 999_999.0),
              entry("numbers_bucket{le=\"+Inf\"}", 1_000_000.0));
      assertThat(total(scrape, "numbers_by_user_count")).isEqualTo(CALLS);
      assertThat(total(scrape, "numbers_by_user_sum")).isEqualTo(sum);
      assertThat(scrape.value("halves_count")).isEqualTo(CALLS);
      assertThat(scrape.value("halves_sum")).isEqualTo(CALLS / 2.0);
      shop.finish();
    }
  }

  private static double total(Scrape scrape, String name) {
    return scrape.series(name).values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
