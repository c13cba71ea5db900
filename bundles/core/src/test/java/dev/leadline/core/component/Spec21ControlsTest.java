package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC 2.1: the controls, on code that runs. */
class Spec21ControlsTest extends CoreFixture {

  private static final String FILE = "Values.java";
  private static final int THREADS = 8;
  private static final int HITS = 20_000;

  @BeforeEach
  void start() {
    start(PLAIN);
    Values.truth(true, 0);
  }

  @Test
  void firesExactlyAsOftenAsItMayUnderEightThreads() throws Exception {
    declare(truth("\"fire_count\": 12345"));
    awaitLive("t");
    run(true);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 12_345.0));
    assertThat(status("t").state()).isEqualTo(TracepointState.EXHAUSTED);
    assertThat(status("t").fires()).isEqualTo(12_345);
    assertThat(status("t").recorded()).isEqualTo(12_345);
  }

  @Test
  void neverFiresWhenItsCountIsZero() {
    declare(truth("\"fire_count\": 0"));
    awaitState("t", TracepointState.EXHAUSTED);
    Values.truth(true, 1);
    assertThat(provider.sums().getOrDefault("truth[]", 0.0)).isZero();
  }

  @Test
  void firesOncePerPeriodUnderEightThreads() throws Exception {
    declare(truth("\"fire_period\": 1000"));
    awaitLive("t");
    for (int period = 1; period <= 3; period++) {
      run(true);
      assertThat(provider.sums()).isEqualTo(Map.of("truth[]", (double) period));
      clock.advance(Duration.ofMillis(999));
      Values.truth(true, 1);
      assertThat(provider.sums()).isEqualTo(Map.of("truth[]", (double) period));
      clock.advance(Duration.ofMillis(1));
    }
  }

  @Test
  void standsForAllHitsWhenItSamplesUnderEightThreads() throws Exception {
    declare(truth("\"sample\": 10"));
    awaitLive("t");
    run(true);
    assertThat(status("t").fires()).isEqualTo(THREADS * HITS / 10);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", (double) THREADS * HITS));
  }

  @Test
  void recordsTheValueOnceInAllButCountersWhenItSamples() {
    declare(
        tracepoint(
            "t",
            FILE,
            "\"lineNumber\": %d, \"args\": {\"sample\": 5}".formatted(lineOf(FILE, "truth")),
            metric("counter", "COUNTER", "number"),
            metric("gauge", "GAUGE", "number"),
            metric("histogram", "HISTOGRAM", "number"),
            metric("summary", "SUMMARY", "number")));
    awaitLive("t");
    for (int hit = 0; hit < 10; hit++) {
      Values.truth(true, 1.5);
    }
    // Twice, of ten times.
    assertThat(provider.sums())
        .isEqualTo(Map.of("counter[]", 15.0, "gauge[]", 3.0, "histogram[]", 3.0, "summary[]", 3.0));
  }

  @Test
  void consumesNothingOfALaterControlWhenAnEarlierOneFails() {
    long opens = clock.currentTimeMillis() + 10_000;
    declare(
        truth(
            "\"condition\": \"flag\", \"sample\": 2, \"fire_period\": 1000, \"fire_count\": 2,"
                + " \"window_start\": "
                + opens));
    awaitLive("t");
    // Outside the window, where nobody asks for the condition; then switched off; then with a false
    // condition: the sample still begins with the next hit.
    Values.truth(false, 1);
    clock.advance(Duration.ofSeconds(10));
    core().registry().setEnabled("t", false);
    settle();
    Values.truth(true, 1);
    core().registry().setEnabled("t", true);
    settle();
    Values.truth(false, 1);
    Values.truth(true, 1);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 2.0));
    // The second of the sample; the third comes too early; both leave the count alone.
    Values.truth(true, 1);
    Values.truth(true, 1);
    clock.advance(Duration.ofSeconds(1));
    Values.truth(true, 1);
    Values.truth(true, 1);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 4.0));
    clock.advance(Duration.ofSeconds(1));
    Values.truth(true, 1);
    Values.truth(true, 1);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 4.0));
    assertThat(status("t").dropped())
        .isEqualTo(
            Map.of(
                "window",
                1L,
                "condition_false",
                1L,
                "sample",
                3L,
                "fire_period",
                1L,
                "fire_count",
                1L));
    assertThat(status("t").hits()).isEqualTo(9);
  }

  @Test
  void keepsItsFireCountWhenItIsDeclaredAgainUnchanged() {
    String declaration = truth("\"fire_count\": 3");
    declare(declaration);
    awaitLive("t");
    Values.truth(true, 1);
    Values.truth(true, 1);
    declare(declaration);
    settle();
    Values.truth(true, 1);
    Values.truth(true, 1);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 3.0));
    assertThat(status("t").state()).isEqualTo(TracepointState.EXHAUSTED);
    // Another count is another tracepoint, in the same metric.
    declare(truth("\"fire_count\": 1"));
    awaitLive("t");
    Values.truth(true, 1);
    Values.truth(true, 1);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 4.0));
  }

  @Test
  void saysInItsStatusWhatIsReadAndNotActedOn() {
    TracepointFormat.Reading reading =
        new JsonTracepointFormat()
            .read(
                "test",
                truth(
                    "\"log_msg\": \"hello\", \"snapshot\": \"collect\", \"span\": \"line\","
                        + " \"watches\": \"a\", \"targeting\": \"x\", \"frame_type\": \"single\","
                        + " \"stack_type\": \"full\", \"MAX_VAR_DEPTH\": \"5\""));
    core().registry().declare("test", reading.declarations());
    awaitLive("t");
    for (String argument :
        List.of(
            "log_msg",
            "snapshot",
            "span",
            "watches",
            "targeting",
            "frame_type",
            "stack_type",
            "MAX_VAR_DEPTH")) {
      assertThat(status("t").problems())
          .as(argument)
          .anySatisfy(
              problem -> {
                assertThat(problem.code()).isEqualTo("TP-040");
                assertThat(problem.toString()).contains(argument);
              });
      assertThat(status("t").tracepoint().otherArguments()).containsKey(argument);
    }
    assertThat(status("t").problems()).noneMatch(Problem::isError);
    Values.truth(true, 1);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 1.0));
  }

  private static void run(boolean flag) throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                for (int i = 0; i < HITS; i++) {
                  Values.truth(flag, i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static String truth(String args) {
    return tracepoint(
        "t",
        FILE,
        "\"lineNumber\": %d, \"args\": {%s}".formatted(lineOf(FILE, "truth"), args),
        counter("truth"));
  }
}
