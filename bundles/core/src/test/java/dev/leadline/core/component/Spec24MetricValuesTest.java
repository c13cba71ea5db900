package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC 2.4: which values are recorded, under which names and labels, and how many series. */
class Spec24MetricValuesTest extends CoreFixture {

  private static final String FILE = "Values.java";

  @Test
  void recordsWhatIsANumberAndCountsTheRestByReason() {
    started(PLAIN);
    declare(at("see", metric("sum", "COUNTER", "value")));
    awaitLive("see");
    see(2, 0.5f, new BigDecimal("0.25"), true, false, "1.25", Values.seconds());
    assertThat(provider.sums()).isEqualTo(Map.of("sum[]", 2 + 0.5 + 0.25 + 1 + 1.25 + 1.5));
    see(null, "many", List.of(), Double.NaN, Double.POSITIVE_INFINITY, -1);
    assertThat(provider.sums()).isEqualTo(Map.of("sum[]", 6.5));
    TracepointStatus status = status("see");
    assertThat(status.dropped())
        .isEqualTo(
            Map.of(
                "value_null", 1L,
                "value_not_a_number", 2L,
                "value_nan", 1L,
                "value_infinite", 1L,
                "value_negative", 1L));
    assertThat(status.hits()).isEqualTo(13);
    assertThat(status.recorded()).isEqualTo(7);
  }

  @Test
  void recordsInfinityAndNegativeValuesForGauges() {
    started(PLAIN);
    declare(at("see", metric("level", "GAUGE", "value")));
    awaitLive("see");
    see(-3);
    assertThat(provider.sums()).isEqualTo(Map.of("level[]", -3.0));
    see(Double.NEGATIVE_INFINITY);
    assertThat(provider.sums()).isEqualTo(Map.of("level[]", Double.NEGATIVE_INFINITY));
    assertThat(status("see").dropped()).isEmpty();
  }

  @Test
  void labelsWithTheTextAndNeverWithAMessage() {
    started(PLAIN);
    declare(at("see", counter("calls", "label")));
    awaitLive("see");
    Values.see(1, Values.Label.PLAIN);
    Values.see(1, null);
    Values.see(1, Values.Label.BROKEN);
    Values.see(1, Values.Label.BROKEN);
    assertThat(provider.sums())
        .isEqualTo(Map.of("calls[PLAIN]", 1.0, "calls[null]", 1.0, "calls[_error]", 2.0));
    assertThat(status("see").dropped()).isEqualTo(Map.of("label_error", 2L));
    assertThat(status("see").recorded()).isEqualTo(4);
  }

  @Test
  void labelsWithNullWhatSaysThatItsTextIsNull() {
    started(PLAIN);
    declare(at("see", counter("calls", "label", "value")));
    awaitLive("see");
    Values.see(new Values.Nameless(), Values.Label.NAMELESS);
    Values.see(null, null);
    assertThat(provider.sums()).isEqualTo(Map.of("calls[null, null]", 2.0));
    assertThat(status("see").dropped()).isEmpty();
  }

  @Test
  void keepsTheOtherLabelsOfAHitWhenOneFails() {
    started(PLAIN);
    declare(at("see", counter("calls", "label", "value")));
    awaitLive("see");
    Values.see("a", Values.Label.BROKEN);
    Values.see("b", Values.Label.BROKEN);
    Values.see("b", Values.Label.PLAIN);
    assertThat(provider.sums())
        .isEqualTo(
            Map.of("calls[_error, a]", 1.0, "calls[_error, b]", 1.0, "calls[PLAIN, b]", 1.0));
  }

  @Test
  void cutsAConstantThatIsTooLong() {
    started(PLAIN);
    declare(
        at(
            "see",
            "{\"name\": \"calls\", \"labels\": [{\"key\": \"k\", \"static\": \"%s\"}]}"
                .formatted("x".repeat(300))));
    awaitLive("see");
    see("a");
    assertThat(provider.sums()).isEqualTo(Map.of("calls[" + "x".repeat(256) + "]", 1.0));
  }

  @Test
  void recordsATruthThatIsAPrimitiveAsOneOrZero() {
    started(PLAIN);
    declare(
        atLine(
            "truth",
            FILE,
            lineOf(FILE, "truth"),
            metric("yes", "COUNTER", "flag"),
            counter("all")));
    awaitLive("truth");
    Values.truth(true, 0.5);
    Values.truth(false, 0.5);
    Values.truth(true, 0.5);
    assertThat(provider.sums()).isEqualTo(Map.of("yes[]", 2.0, "all[]", 3.0));
    assertThat(status("truth").recorded()).isEqualTo(6);
  }

  @Test
  void cutsALongLabel() {
    started(PLAIN);
    declare(at("see", counter("calls", "value")));
    awaitLive("see");
    see("x".repeat(256), "x".repeat(257), "x".repeat(5_000));
    assertThat(provider.sums()).isEqualTo(Map.of("calls[" + "x".repeat(256) + "]", 3.0));
  }

  @Test
  void foldsSeriesBeyondTheLimitExactlyUnderFourThreads() throws Exception {
    started(PLAIN);
    String limited = counter("calls", "value").replace("\"type\"", "\"maxSeries\": 100, \"type\"");
    declare(at("see", limited));
    awaitLive("see");
    int values = 2_000;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int offset = t * 311;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 5 * values; i++) {
                  Values.see("v" + (i + offset) % values, null);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Map<String, Double> sums = provider.sums();
    assertThat(sums).hasSize(101).containsKey("calls[_overflow]");
    assertThat(sums.values().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(4 * 5 * values);
    // A value that is known was never folded.
    sums.forEach(
        (series, sum) -> {
          if (!series.equals("calls[_overflow]")) {
            assertThat(sum).isEqualTo(20);
          }
        });
    TracepointStatus status = status("see");
    assertThat(status.series()).isEqualTo(101);
    assertThat(status.dropped())
        .isEqualTo(Map.of("series_overflow", sums.get("calls[_overflow]").longValue()));
    assertThat(status.recorded()).isEqualTo(4L * 5 * values);
    see("v-new");
    assertThat(provider.sums()).containsEntry("calls[_overflow]", sums.get("calls[_overflow]") + 1);
  }

  @Test
  void hasAThousandSeriesWhenNothingIsSaidAndFoldsTheRestInAllItsLabels() {
    started(PLAIN);
    declare(at("see", counter("calls", "value", "label")));
    awaitLive("see");
    for (int i = 0; i < 1_003; i++) {
      Values.see("v" + i, Values.Label.PLAIN);
    }
    assertThat(provider.sums())
        .hasSize(1_001)
        .containsEntry("calls[v999, PLAIN]", 1.0)
        .containsEntry("calls[_overflow, _overflow]", 3.0);
    assertThat(status("see").series()).isEqualTo(1_001);
    assertThat(status("see").dropped()).isEqualTo(Map.of("series_overflow", 3L));
  }

  /** Not only where they came from, which remembers them. */
  @Test
  void goesOnWithKnownSeriesWhereverTheyAreRecorded() {
    started(PLAIN);
    String limited = counter("calls", "value").replace("\"type\"", "\"maxSeries\": 2, \"type\"");
    declare(at("one", limited));
    awaitLive("one");
    see("a", "b", "c");
    core().registry().declare("other", read(at("two", limited)));
    awaitLive("two");
    see("a", "d");
    assertThat(provider.sums())
        .isEqualTo(Map.of("calls[a]", 3.0, "calls[b]", 1.0, "calls[_overflow]", 3.0));
    assertThat(status("two").dropped()).isEqualTo(Map.of("series_overflow", 1L));
  }

  /** Also where the first has no probe, and so the later one opens the metric. */
  @Test
  void hasAsManySeriesAsTheFirstOfASharedMetricSays() {
    started(PLAIN);
    String labelled = counter("calls", "value").replace("\"type\"", "\"maxSeries\": %d, \"type\"");
    declare(methodEnd("first", "Nowhere.java", "run", labelled.formatted(2)));
    core().registry().declare("later", read(at("later", labelled.formatted(50))));
    awaitLive("later");
    see("a", "b", "c", "d");
    assertThat(provider.sums())
        .isEqualTo(Map.of("calls[a]", 1.0, "calls[b]", 1.0, "calls[_overflow]", 2.0));
    assertThat(status("later").problems()).extracting(Problem::code).containsExactly("MC-004");
  }

  @Test
  void removesInstrumentsWithTheirLastTracepoint() {
    started(PLAIN);
    declare(at("one", counter("calls", "value")));
    core().registry().declare("other", read(at("two", counter("calls", "value"))));
    awaitLive("one");
    awaitLive("two");
    see("a");
    assertThat(provider.sums()).isEqualTo(Map.of("calls[a]", 2.0));
    core().registry().withdraw("test");
    settle();
    assertThat(provider.sums()).isEqualTo(Map.of("calls[a]", 2.0));
    core().registry().withdraw("other");
    await().untilAsserted(() -> assertThat(provider.sums()).isEmpty());
  }

  @Test
  void keepsInstrumentsWhenToldTo() {
    started(
        new Core.Settings(
            "", true, false, false, Budget.UNLIMITED, List.of(), false, Optional.empty()));
    declare(at("see", counter("calls", "value")));
    awaitLive("see");
    see("a");
    core().registry().withdraw("test");
    settle();
    see("a");
    assertThat(provider.sums()).isEqualTo(Map.of("calls[a]", 1.0));
    declare(at("see", counter("calls", "value")));
    awaitLive("see");
    see("a");
    assertThat(provider.sums()).isEqualTo(Map.of("calls[a]", 2.0));
  }

  @Test
  void putsTheSettingsNamespaceBeforeNamesThatHaveNone() {
    started(
        new Core.Settings(
            "shop", false, false, false, Budget.UNLIMITED, List.of(), false, Optional.empty()));
    declare(
        at(
            "see",
            counter("calls"),
            counter("calls").replace("\"type\"", "\"namespace\": \"own\", \"type\"")));
    awaitLive("see");
    see("a");
    assertThat(provider.sums()).isEqualTo(Map.of("shop_calls[]", 1.0, "own_calls[]", 1.0));
  }

  @Test
  void sharesAnInstrumentBetweenTracepointsAndReportsTheLaterConflict() {
    started(PLAIN);
    declare(at("one", counter("calls", "value")));
    var problems =
        core().registry().declare("other", read(at("two", metric("calls", "GAUGE", "value"))));
    assertThat(problems).extracting(problem -> problem.code()).containsExactly("MC-001");
    awaitLive("one");
    assertThat(status("two").state()).isEqualTo(TracepointState.REJECTED);
    see("a");
    assertThat(provider.sums()).isEqualTo(Map.of("calls[a]", 1.0));
    assertThat(status("one").dropped()).isEmpty();
  }

  @Test
  void usesWhatTheFirstSaysOfASharedMetricAndWarnsTheLaterOne() {
    started(PLAIN);
    core()
        .registry()
        .declare(
            "first",
            read(at("a", "{\"name\": \"h\", \"type\": \"HISTOGRAM\", \"buckets\": [1, 2]}")));
    List<Problem> refused =
        core()
            .registry()
            .declare(
                "later",
                read(
                    at(
                        "b",
                        "{\"name\": \"h\", \"type\": \"HISTOGRAM\", \"buckets\": [5],"
                            + " \"help\": \"other\", \"unit\": \"seconds\", \"maxSeries\": 7}")));
    assertThat(refused).isEmpty();
    awaitLive("b");
    assertThat(status("a").problems()).isEmpty();
    assertThat(status("b").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("MC-004");
              assertThat(problem.isError()).isFalse();
              assertThat(problem.message())
                  .contains("help, unit, buckets, maxSeries")
                  .contains("of tracepoint a, which had it first");
            });
  }

  @Test
  void saysThatTheQuantilesOfTheLaterOneAreNotUsed() {
    started(PLAIN);
    String summary = "{\"name\": \"s\", \"type\": \"SUMMARY\", \"quantiles\": {\"0.5\": %s}}";
    core().registry().declare("first", read(at("a", summary.formatted("0.01"))));
    core().registry().declare("later", read(at("b", summary.formatted("0.02"))));
    core().registry().declare("same", read(at("c", summary.formatted("0.01"))));
    assertThat(status("b").problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo(
                        "the metric s keeps the quantiles of tracepoint a, which had it first; what"
                            + " is given here is not used"));
    assertThat(status("a").problems()).isEmpty();
    assertThat(status("c").problems()).isEmpty();
  }

  @Test
  void countsTheHitsThatASampleStandsForInCountersAlone() {
    started(PLAIN);
    declare(
        tracepoint(
            "truth",
            FILE,
            "\"lineNumber\": %d, \"args\": {\"sample\": 4, \"condition\": \"flag\"}"
                .formatted(lineOf(FILE, "truth")),
            metric("count", "COUNTER", "number"),
            metric("seen", "HISTOGRAM", "number")));
    awaitLive("truth");
    for (int i = 0; i < 8; i++) {
      Values.truth(true, 0.5);
      // Consumes nothing of the sample.
      Values.truth(false, 0.5);
    }
    assertThat(provider.sums()).isEqualTo(Map.of("count[]", 4.0, "seen[]", 1.0));
    assertThat(status("truth").dropped()).isEqualTo(Map.of("condition_false", 8L, "sample", 6L));
  }

  private void started(Core.Settings settings) {
    Values.see(null, null);
    start(settings);
  }

  private static String at(String id, String... metrics) {
    return atLine(id, FILE, lineOf(FILE, "see"), metrics);
  }

  private static void see(Object... values) {
    if (values == null) {
      Values.see(null, null);
      return;
    }
    for (Object value : values) {
      Values.see(value, null);
    }
  }
}
