package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC 5: the figures of every tracepoint are metrics of Leadline itself, in every provider. */
class Spec5SelfMetricsTest extends CoreFixture {

  private static final String PREFIX = "leadline_tracepoint_";
  private static final String FILE = "Exits.java";

  @BeforeEach
  void start() {
    start(
        new Core.Settings(
            "", false, true, false, Budget.UNLIMITED, List.of(), false, Optional.empty()));
    Exits.touch(0, null);
  }

  @Test
  void tellsTheFiguresOfATracepointOnceInEveryProvider() {
    RecordingProvider second = new RecordingProvider("second");
    core().add(second);
    declare(touch("t", metric("touched", "COUNTER", "wide"), metric("who", "COUNTER", "who")));
    awaitLive("t");
    Exits.touch(2, "ann");
    Exits.touch(3, "bob");
    Exits.touch(-1, "4");
    for (int looks = 0; looks < 3; looks++) {
      core().lookNow();
    }
    for (RecordingProvider each : List.of(provider, second)) {
      assertThat(own(each))
          .contains(
              entry("hits[t]", 3.0),
              entry("fires[t]", 3.0),
              entry("recorded[t]", 3.0),
              entry("dropped[t, value_negative]", 1.0),
              entry("dropped[t, value_not_a_number]", 2.0),
              entry("series[t]", 2.0),
              entry("probes[t]", 1.0),
              entry("state[t, active]", 1.0));
    }
    Exits.touch(5, "cid");
    core().lookNow();
    assertThat(own(provider)).contains(entry("hits[t]", 4.0), entry("recorded[t]", 4.0));
  }

  @Test
  void tellsExpressionErrorsByClassAndNeverTheirMessage() {
    declare(atLine("v", "Values.java", lineOf("Values.java", "see"), counter("seen", "label")));
    Values.see(null, null);
    awaitLive("v");
    Values.see(1, Values.Label.BROKEN);
    Values.see(1, Values.Label.BROKEN);
    core().lookNow();
    assertThat(own(provider))
        .containsEntry(
            "expression_errors[v, text of a label, java.lang.IllegalStateException]", 2.0)
        .allSatisfy((name, value) -> assertThat(name).doesNotContain("secret"));
  }

  @Test
  void tellsInSecondsWhatAHitCosts() {
    declare(
        tracepoint(
            "slow",
            "Slow.java",
            "\"args\": {\"method_name\": \"handle\"}",
            counter("calls", "request.text")));
    Slow.handle(new Slow.Request(() -> {}));
    awaitLive("slow");
    core().lookNow();
    assertThat(own(provider)).containsEntry("hit_cost[slow]", 0.0);
    for (int i = 0; i < 4; i++) {
      Slow.handle(new Slow.Request(() -> clock.advance(Duration.ofMillis(250))));
    }
    core().lookNow();
    assertThat(own(provider)).containsEntry("hit_cost[slow]", 0.25);
  }

  @Test
  void tellsOfWhatHasNoProbeBesideThoseThatHaveOne() {
    declare(methodEnd("lost", "Nowhere.java", "run", counter("lost")));
    settle();
    core().lookNow();
    // No endpoint is opened for somebody who has only a slip of the pen.
    assertThat(own(provider)).isEmpty();
    core().registry().declare("other", read(touch("t", counter("touched"))));
    awaitLive("t");
    core().lookNow();
    assertThat(own(provider))
        .contains(
            entry("state[lost, pending]", 1.0),
            entry("state[t, installed]", 1.0),
            entry("hits[lost]", 0.0));
  }

  @Test
  void followsATracepointFromStateToState() {
    declare(touch("t", counter("touched")));
    awaitLive("t");
    core().lookNow();
    assertThat(own(provider)).containsEntry("state[t, installed]", 1.0);
    Exits.touch(1, "ann");
    core().lookNow();
    assertThat(own(provider))
        .contains(entry("state[t, installed]", 0.0), entry("state[t, active]", 1.0));
  }

  @Test
  void goesOnCountingWhenATracepointIsEdited() {
    declare(touch("t", counter("touched")));
    awaitLive("t");
    Exits.touch(1, "ann");
    core().lookNow();
    declare(touch("t", counter("touched"), counter("also")));
    awaitStatus("t", status -> status.tracepoint().metrics().size() == 2);
    awaitLive("t");
    Exits.touch(1, "ann");
    Exits.touch(1, "ann");
    core().lookNow();
    assertThat(status("t").hits()).isEqualTo(2);
    assertThat(own(provider)).containsEntry("hits[t]", 3.0);
  }

  @Test
  void takesTheSeriesOfARemovedTracepointAwayAndAllWithTheLastOne() {
    declare("[" + touch("t", counter("touched")) + ", " + touch("u", counter("also")) + "]");
    awaitLive("t");
    awaitLive("u");
    core().lookNow();
    assertThat(own(provider)).containsKeys("hits[t]", "hits[u]");
    declare(touch("u", counter("also")));
    settle();
    core().lookNow();
    assertThat(own(provider).keySet()).contains("hits[u]").noneMatch(name -> name.contains("[t"));
    core().registry().withdraw("test");
    settle();
    core().lookNow();
    assertThat(provider.sums()).isEmpty();
  }

  @Test
  void keepsItsNamesToItself() {
    List<Problem> problems =
        core().registry().declare("test", read(touch("mine", counter("leadline_tracepoint_hits"))));
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("MC-003"));
    awaitState("mine", TracepointState.REJECTED);
  }

  @Test
  void keepsTheOtherProvidersWhenOneFails() {
    core().add(new FailingProvider());
    declare(touch("t", counter("touched")));
    awaitLive("t");
    Exits.touch(1, "ann");
    core().lookNow();
    assertThat(own(provider)).containsEntry("hits[t]", 1.0);
  }

  private static String touch(String id, String... metrics) {
    return tracepoint(id, FILE, "\"args\": {\"method_name\": \"touch\"}", metrics);
  }

  private static Map<String, Double> own(RecordingProvider provider) {
    Map<String, Double> own = new TreeMap<>();
    provider
        .sums()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                own.put(name.substring(PREFIX.length()), value);
              }
            });
    return own;
  }
}
