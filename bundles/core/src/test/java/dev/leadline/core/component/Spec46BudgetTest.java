package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC 4.6: a tracepoint that costs too much pauses itself, says so, and resumes. */
class Spec46BudgetTest extends CoreFixture {

  private static final String FILE = "Slow.java";

  @BeforeEach
  void start() {
    start(
        new Core.Settings(
            "", false, false, false, new Budget(1), List.of(), false, Optional.empty()));
    declare(
        tracepoint(
            "slow",
            FILE,
            "\"args\": {\"method_name\": \"handle\"}",
            counter("calls", "request.text")));
    Slow.handle(new Slow.Request(() -> {}));
    awaitLive("slow");
  }

  @Test
  void pausesAnExpressionThatIsTooDearAndTriesAgainLater() {
    // 100 hits a second, 1 ms each: 10 % of a core.
    for (int look = 0; look < 3; look++) {
      assertThat(status("slow").state()).isNotEqualTo(TracepointState.PAUSED);
      aSecondWith(100, Duration.ofMillis(1));
    }
    TracepointStatus paused = status("slow");
    assertThat(paused.state()).isEqualTo(TracepointState.PAUSED);
    assertThat(paused.reason())
        .isEqualTo(
            "it costs 10.0 % of a core, more than its budget of 1 %: 1000000 ns per hit, 100 hits"
                + " per second; pauses for 10 s");
    assertThat(paused.meanNanosPerHit()).isEqualTo(1e6);
    assertThat(paused.probes()).noneMatch(probe -> probe.live());

    double before = recorded();
    Slow.handle(new Slow.Request(() -> {}));
    clock.advance(Duration.ofMillis(9_999));
    core().lookNow();
    Slow.handle(new Slow.Request(() -> {}));
    assertThat(recorded()).isEqualTo(before);

    clock.advance(Duration.ofMillis(1));
    core().lookNow();
    Slow.handle(new Slow.Request(() -> {}));
    assertThat(status("slow").state()).isEqualTo(TracepointState.ACTIVE);
    assertThat(recorded()).isEqualTo(before + 1);

    // It has learned nothing: the next pause is longer.
    for (int look = 0; look < 3; look++) {
      aSecondWith(100, Duration.ofMillis(1));
    }
    assertThat(status("slow").reason()).endsWith("pauses for 20 s");
  }

  @Test
  void recordsOnWhenTheBudgetIsKept() {
    for (int look = 0; look < 20; look++) {
      // 100 hits a second, 50 us each: 0.5 %.
      aSecondWith(100, Duration.ofNanos(50_000));
    }
    TracepointStatus status = status("slow");
    assertThat(status.state()).isEqualTo(TracepointState.ACTIVE);
    assertThat(status.hits()).isEqualTo(2_000);
    assertThat(status.meanNanosPerHit()).isEqualTo(50_000);
  }

  /** The time that passes between the hits makes the second full. */
  private void aSecondWith(int hits, Duration each) {
    for (int i = 0; i < hits; i++) {
      Slow.handle(new Slow.Request(() -> clock.advance(each)));
    }
    clock.advance(Duration.ofSeconds(1).minus(each.multipliedBy(hits)));
    core().lookNow();
  }

  private double recorded() {
    return provider.sums().values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
