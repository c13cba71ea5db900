package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.sdk.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC 3: every provider gets every metric, and none holds up the others. */
class Spec3ProvidersTest extends CoreFixture {

  private static final String FILE = "Exits.java";

  private final SlowProvider slow = new SlowProvider("slow");

  /** Returns from its calls when it is let. Counts what is asked of it. */
  private static final class SlowProvider implements MetricProvider {

    private final String name;
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch close = new CountDownLatch(1);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Map<List<String>, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final DoubleAdder sum = new DoubleAdder();
    private volatile boolean isInterrupted;

    SlowProvider(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      pass(open);
      opened.incrementAndGet();
      return new InstrumentResult.Opened(
          new Instrument() {
            @Override
            public Series series(List<String> labelValues) {
              asked.computeIfAbsent(labelValues, key -> new AtomicInteger()).incrementAndGet();
              return sum::add;
            }

            @Override
            public void close() {
              pass(close);
              closed.incrementAndGet();
            }
          },
          definition.name());
    }

    private void pass(CountDownLatch gate) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        isInterrupted = true;
        throw new IllegalStateException(e);
      }
    }

    SlowProvider opening() {
      open.countDown();
      return this;
    }

    SlowProvider closing() {
      close.countDown();
      return this;
    }
  }

  @BeforeEach
  void start() {
    Exits.touch(0, null);
    start(PLAIN);
  }

  @AfterEach
  void let() {
    slow.opening().closing();
  }

  @Test
  void goesOnWithoutAProviderThatDoesNotReturnFromOpenAndTakesItWhenItDoes() {
    core().add(slow.closing());
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 1.0));
    assertThat(status("touch").exposedNames()).isEqualTo(Map.of("touch", List.of("memory:touch")));
    assertThat(status("touch").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PR-001");
              assertThat(problem.message()).contains("slow", "has not answered yet");
            });
    assertThat(core().providerProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PR-004");
              assertThat(problem.message()).contains("open of touch has not returned for");
            });

    slow.opening();
    awaitStatus(
        "touch",
        status ->
            status.exposedNames().equals(Map.of("touch", List.of("memory:touch", "slow:touch"))));
    settle();
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 2.0));
    assertThat(slow.sum.sum()).isEqualTo(1);
    assertThat(status("touch").problems()).isEmpty();
    assertThat(core().providerProblems()).isEmpty();
  }

  @Test
  void retransformsNoClassForAProviderThatComesOrGoes() {
    stop();
    CountingInstrumentation jvm = new CountingInstrumentation();
    start(jvm.over(INSTRUMENTATION), PLAIN);
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    assertThat(jvm.retransformations).containsExactly(1);
    RecordingProvider second = new RecordingProvider("second");
    core().add(second);
    settle();
    Exits.touch(1, "ann");
    core().remove(second);
    settle();
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 2.0));
    assertThat(jvm.retransformations).containsExactly(1);
  }

  @Test
  void disablesAProviderAtItsHundredthFailureAndSaysSo() {
    core().add(new FailingProvider());
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    for (int i = 0; i < 99; i++) {
      Exits.touch(1, "ann");
    }
    settle();
    assertThat(failing())
        .isEqualTo(
            "PR-005: the provider failing is in use, and it failed 99 times, first with"
                + " java.lang.IllegalStateException");
    assertThat(status("touch").exposedNames())
        .isEqualTo(Map.of("touch", List.of("failing:touch", "memory:touch")));
    Exits.touch(1, "ann");
    settle();
    assertThat(failing())
        .startsWith("PR-003: the provider failing is disabled: it failed 10")
        .endsWith(" times, first with java.lang.IllegalStateException");
    assertThat(status("touch").exposedNames()).isEqualTo(Map.of("touch", List.of("memory:touch")));
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 101.0));
    assertThat(status("touch").recorded()).isEqualTo(101);
  }

  private String failing() {
    Problem problem = core().providerProblems().get(0);
    return problem.code() + ": " + problem.message();
  }

  @Test
  void closesWhatComesWhenNobodyWantsItAnyMore() {
    core().add(slow.closing());
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    core().registry().withdraw("test");
    settle();
    slow.opening();
    await().untilAsserted(() -> assertThat(slow.closed).hasValue(1));
    assertThat(slow.opened).hasValue(1);
  }

  @Test
  void letsAProviderGoThatDoesNotReturn() {
    core().add(slow);
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    core().remove(slow);
    assertThat(core().providerProblems()).isEmpty();
    await().until(() -> slow.isInterrupted);
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 1.0));
    assertThat(status("touch").problems()).isEmpty();
  }

  @Test
  void goesOnWithoutAProviderThatDoesNotReturnFromClose() {
    core().add(slow.opening());
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    core().registry().withdraw("test");
    declare(methodEnd("more", FILE, "touch", counter("more", "who")));
    awaitLive("more");
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("more[ann]", 1.0));
    assertThat(core().providerProblems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("close of touch has not returned for");
    slow.closing();
    awaitStatus("more", status -> status.exposedNames().get("more").contains("slow:more"));
  }

  @Test
  void asksAProviderOnceForASeriesHoweverOftenOthersComeAndGo() {
    core().add(slow.opening().closing());
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who"), "{\"name\": \"all\"}"));
    awaitLive("touch");
    for (int i = 0; i < 10; i++) {
      RecordingProvider other = new RecordingProvider("other");
      core().add(other);
      settle();
      Exits.touch(1, "ann");
      assertThat(other.sums()).isEqualTo(Map.of("touch[ann]", 1.0, "all[]", 1.0));
      core().remove(other);
    }
    assertThat(slow.sum.sum()).isEqualTo(20);
    assertThat(slow.asked).hasSize(2);
    assertThat(slow.asked.values()).extracting(AtomicInteger::get).containsOnly(1);
    assertThat(slow.opened).hasValue(2);
    assertThat(slow.closed).hasValue(0);
  }

  @Test
  void usesTheFirstOfAName() {
    SlowProvider second = new SlowProvider("slow").opening().closing();
    core().add(slow.opening().closing());
    core().add(second);
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    Exits.touch(1, "ann");
    assertThat(slow.sum.sum()).isEqualTo(1);
    assertThat(second.opened).hasValue(0);
    assertThat(core().providerProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PR-002");
              assertThat(problem.message()).contains("slow", "came first");
              assertThat(problem.hint()).contains("takes over");
            });

    core().remove(slow);
    Exits.touch(1, "ann");
    assertThat(slow.sum.sum()).isEqualTo(1);
    assertThat(slow.closed).hasValue(1);
    assertThat(second.sum.sum()).isEqualTo(1);
    assertThat(core().providerProblems()).isEmpty();
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 2.0));
  }

  @Test
  void saysThatMetricsGoElsewhereWhenEveryHitDoes() {
    declare(methodEnd("touch", FILE, "touch", counter("touch", "who")));
    awaitLive("touch");
    RecordingProvider late = new RecordingProvider("late");
    late.claim(Claim.none("not set up yet"));
    core().add(late);
    settle();
    Exits.touch(1, "ann");
    AtomicInteger told = new AtomicInteger();
    log.tell(
        message -> {
          if (message.startsWith("metrics of ")) {
            Exits.touch(1, "ann");
            told.incrementAndGet();
          }
        });
    late.claim(new Claim(Standing.COLLECTED, Set.of("prometheus"), "the application's"));
    // By whoever notices first: the look that time brings, or this one when it is due.
    await()
        .untilAsserted(
            () -> {
              core().lookNow();
              assertThat(told).hasValue(1);
            });
    assertThat(late.sums()).isEqualTo(Map.of("touch[ann]", 1.0));
    assertThat(provider.sums()).isEqualTo(Map.of("touch[ann]", 2.0));
  }
}
