package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC 2.1: controls, stages and metrics in each other's company. */
class Spec21CombinationsTest extends CoreFixture {

  private static final String VALUES = "Values.java";
  private static final String EXITS = "Exits.java";
  private static final String PLACARD = "Placard.java";

  @Test
  void recordsTheOtherMetricsWhateverOneOfThemSuffers() {
    Values.see(null, null);
    start(PLAIN);
    declare(
        atLine(
            "see",
            VALUES,
            lineOf(VALUES, "see"),
            counter("calls"),
            metric("level", "GAUGE", "value"),
            metric("missing", "COUNTER", "nosuch"),
            counter("labelled", "label"),
            metric("sum", "HISTOGRAM", "value", "label")));
    awaitLive("see");
    Values.see(2, Values.Label.PLAIN);
    Values.see("many", Values.Label.BROKEN);
    Values.see(null, null);
    Values.see(Double.POSITIVE_INFINITY, Values.Label.PLAIN);
    assertThat(provider.sums())
        .isEqualTo(
            Map.of(
                "calls[]", 4.0,
                "level[]", Double.POSITIVE_INFINITY,
                "labelled[PLAIN]", 2.0,
                "labelled[_error]", 1.0,
                "labelled[null]", 1.0,
                "sum[PLAIN]", 2.0));
    assertThat(status("see").state()).isEqualTo(TracepointState.ACTIVE);
    assertThat(status("see").hits()).isEqualTo(4);
    assertThat(status("see").problems())
        .extracting(problem -> problem.code())
        .containsExactly("NL-001");
    assertThat(status("see").dropped())
        .containsEntry("value_not_compiled", 4L)
        .containsEntry("value_not_a_number", 2L)
        .containsEntry("value_null", 2L)
        .containsEntry("value_infinite", 1L)
        .containsEntry("label_error", 1L);
  }

  @Test
  void isExhaustedWithinItsWindowAndExpiresAllTheSame() {
    Values.truth(true, 0);
    start(PLAIN);
    long now = clock.currentTimeMillis();
    String declaration =
        tracepoint(
            "t",
            VALUES,
            "\"ttl\": \"PT10S\", \"lineNumber\": %d, \"args\": {\"window_start\": %d, \"window_end\": %d, \"fire_count\": 2}"
                .formatted(lineOf(VALUES, "truth"), now + 2_000, now + 6_000),
            counter("truth"));
    declare(declaration);
    awaitLive("t");
    Values.truth(true, 1);
    assertThat(status("t").state()).isEqualTo(TracepointState.PAUSED);
    clock.advance(Duration.ofSeconds(2));
    Values.truth(true, 1);
    assertThat(status("t").state()).isEqualTo(TracepointState.ACTIVE);
    Values.truth(true, 1);
    Values.truth(true, 1);
    assertThat(status("t").state()).isEqualTo(TracepointState.EXHAUSTED);
    clock.advance(Duration.ofSeconds(5));
    Values.truth(true, 1);
    core().lookNow();
    settle();
    assertThat(status("t").state()).isEqualTo(TracepointState.EXHAUSTED);
    assertThat(provider.sums()).isEqualTo(Map.of("truth[]", 2.0));
    assertThat(status("t").dropped()).containsEntry("window", 2L);
    clock.advance(Duration.ofMillis(2_999));
    core().lookNow();
    settle();
    assertThat(status("t").state()).isEqualTo(TracepointState.EXHAUSTED);
    clock.advance(Duration.ofMillis(1));
    core().lookNow();
    settle();
    assertThat(status("t").state()).isEqualTo(TracepointState.EXPIRED);
    assertThat(provider.sums()).isEmpty();
    assertThat(core().footprint().classes()).isZero();
    // Whoever declares it once more after its end wants it once more, from the beginning.
    declare(declaration);
    awaitStatus("t", status -> status.state() != TracepointState.EXPIRED);
    assertThat(status("t").hits()).isZero();
  }

  @Test
  void recordsAtEveryStageOfOneCallOnceEach() {
    Exits.touch(0, null);
    start(PLAIN);
    List<String> all = new ArrayList<>();
    for (String stage : List.of("line_start", "line_end", "line_capture")) {
      all.add(
          tracepoint(
              stage,
              EXITS,
              "\"lineNumber\": %d, \"args\": {\"stage\": \"%s\"}"
                  .formatted(lineOf(EXITS, "lined"), stage),
              counter(stage, stage.equals("line_start") ? "n" : "thrown")));
    }
    for (String stage : List.of("method_start", "method_end", "method_capture")) {
      all.add(
          tracepoint(
              stage,
              EXITS,
              "\"args\": {\"method_name\": \"lined\", \"stage\": \"%s\"}".formatted(stage),
              counter(stage, stage.equals("method_start") ? "n" : "thrown")));
    }
    declare(all.toString());
    List.of("line_start", "line_capture", "method_start", "method_capture")
        .forEach(this::awaitLive);
    assertThatThrownBy(() -> Exits.lined(-4)).hasMessage("no -4");
    assertThat(Exits.lined(4)).isEqualTo(4);
    String thrown = "java.lang.IllegalStateException: no -4";
    for (String stage : List.of("line_start", "method_start")) {
      assertThat(provider.sums())
          .containsEntry(stage + "[-4]", 1.0)
          .containsEntry(stage + "[4]", 1.0);
    }
    for (String stage : List.of("line_end", "line_capture", "method_end", "method_capture")) {
      assertThat(provider.sums())
          .containsEntry(stage + "[null]", 1.0)
          .containsEntry(stage + "[" + thrown + "]", 1.0);
      assertThat(status(stage).hits()).isEqualTo(2);
    }
    assertThat(provider.sums()).hasSize(12);
  }

  @Test
  void givesEachLevelOfARecursionItsOwnTimeAndResult() {
    assertThat(Exits.deep("", 0)).isZero();
    start(PLAIN);
    declare(
        tracepoint(
            "deep",
            EXITS,
            "\"args\": {\"method_name\": \"deep\", \"stage\": \"method_capture\"}",
            counter("level", "depth", "returned"),
            metric("nanos", "GAUGE", "runtime", "depth")));
    awaitLive("deep");
    assertThat(Exits.deep("a", 3)).isEqualTo(3);
    Map<String, Double> sums = provider.sums();
    for (int depth = 0; depth <= 3; depth++) {
      assertThat(sums).containsEntry("level[%d, %d]".formatted(depth, depth), 1.0);
      if (depth > 0) {
        assertThat(sums.get("nanos[%d]".formatted(depth)))
            .isGreaterThanOrEqualTo(sums.get("nanos[%d]".formatted(depth - 1)));
      }
    }
    assertThat(status("deep").hits()).isEqualTo(4);
  }

  @Test
  void isStaleWhileTheSourceHasDriftedAndNotWhenItIsBack(@TempDir Path sources) throws Exception {
    Placard.lined(0);
    int line = lineOf(PLACARD, "lined");
    Path file = Files.createDirectories(sources.resolve(FOLDER)).resolve(PLACARD);
    List<String> text = Files.readAllLines(Path.of("src/test/java", FOLDER, PLACARD));
    Files.write(file, text);
    start(
        new Core.Settings(
            "", false, false, false, Budget.UNLIMITED, List.of(sources), false, Optional.empty()));
    String declaration =
        tracepoint(
            "lined",
            PLACARD,
            "\"lineNumber\": %d, \"sourceLine\": \"int result = n + 1; // lined\"".formatted(line),
            counter("lined"));
    declare(declaration);
    awaitLive("lined");
    assertThat(status("lined").state()).isEqualTo(TracepointState.INSTALLED);

    // An edit, and another copy of the class, as after a new deployment.
    List<String> drifted = new ArrayList<>(text);
    drifted.add(line - 1, "    // a comment");
    Files.write(file, drifted);
    try (IsolatedLoader first = loadPlacard()) {
      awaitState("lined", TracepointState.STALE);
      assertThat(status("lined").reason()).contains("which is on line " + (line + 1) + " now");
      Placard.lined(1);
      assertThat(provider.sums()).isEqualTo(Map.of("lined[]", 1.0));

      Files.write(file, text);
      try (IsolatedLoader second = loadPlacard()) {
        awaitState("lined", TracepointState.ACTIVE);
        awaitStatus("lined", status -> second.hasLive(status.probes()));
      }
      assertThat(first.hasLive(status("lined").probes())).isTrue();
    }
  }

  private static IsolatedLoader loadPlacard() throws Exception {
    IsolatedLoader loader =
        new IsolatedLoader(
            Path.of(Placard.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    Class.forName(Placard.class.getName(), true, loader);
    return loader;
  }
}
