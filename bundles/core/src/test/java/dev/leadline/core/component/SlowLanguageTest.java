package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.inventory.LanguageStatus;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A compilation that takes its time, or never ends, holds up nobody but those who need it. */
class SlowLanguageTest extends CoreFixture {

  private static final String FILE = "Exits.java";

  /** Compiles names of variables, when it may. */
  private static final class SlowLanguage implements ExpressionLanguage {
    private final CountDownLatch permission = new CountDownLatch(1);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Set<String> identifiers(String expression) {
      return Set.of(expression);
    }

    @Override
    public void prepare() {
      calls.add("prepare");
    }

    @Override
    public Compilation compile(ExpressionRequest request) {
      calls.add(request.expression());
      threads.add(Thread.currentThread());
      try {
        permission.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw new IllegalStateException(e);
      }
      Class<?> type = request.variable(request.expression()).orElseThrow().type();
      return new Compilation.Compiled(
          MethodHandles.identity(type), List.of(request.expression()), false);
    }
  }

  private final SlowLanguage slow = new SlowLanguage();

  @BeforeEach
  void start() {
    Exits.touch(0, null);
    start(
        new Core.Settings(
            "",
            false,
            false,
            false,
            Budget.UNLIMITED,
            List.of(),
            false,
            Optional.empty(),
            Duration.ofMillis(50)));
    core().add(slow);
  }

  private void declareBoth() {
    declare(
        methodEnd(
            "touch",
            FILE,
            "touch",
            counter("good", "who"),
            "{\"name\": \"late\", \"language\": \"slow\", \"expression\": \"wide\"}"));
  }

  @Test
  void isNotWaitedForAndTakenWhenItHasAnswered() {
    declareBoth();
    awaitLive("touch");
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("good[ann]", 1.0));
    assertThat(status("touch").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("LK-004");
              assertThat(problem.message())
                  .contains("the language slow has no answer yet to \"wide\"")
                  .contains("the compilation of \"wide\" has not returned for");
            });
    assertThat(core().inventory().languages())
        .filteredOn(language -> language.name().equals("slow"))
        .singleElement()
        .extracting(LanguageStatus::reason)
        .asString()
        .startsWith("the compilation of \"wide\" has not returned for");

    slow.permission.countDown();
    await().untilAsserted(() -> assertThat(status("touch").problems()).isEmpty());
    settle();
    Exits.touch(5, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("good[ann]", 2.0, "late[]", 5.0));
    // The answers that came late were taken: once for each of the method's three exits.
    assertThat(slow.calls).containsExactly("prepare", "wide", "wide", "wide");
  }

  @Test
  void preparesOnceBeforeItsFirstCompilationAndOnlyWhenATracepointNeedsIt() {
    declare(methodEnd("other", FILE, "touch", counter("good", "who")));
    awaitLive("other");
    assertThat(slow.calls).isEmpty();
    declareBoth();
    await().untilAsserted(() -> assertThat(slow.calls).containsExactly("prepare", "wide"));
    assertThat(slow.threads).allMatch(Thread::isDaemon).doesNotContain(Thread.currentThread());
  }

  @Test
  void costsItsPatienceOnceWhateverTheNumberOfExpressions() {
    List<String> metrics = new ArrayList<>(List.of(counter("good", "who")));
    for (int i = 0; i < 50; i++) {
      metrics.add(
          "{\"name\": \"late%d\", \"language\": \"slow\", \"expression\": \"wide\"}".formatted(i));
    }
    declare(methodEnd("touch", FILE, "touch", metrics.toArray(String[]::new)));
    awaitLive("touch");
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("good[ann]", 1.0));
    // The others wait in its queue, and nobody waits for them.
    assertThat(slow.calls).containsExactly("prepare", "wide");
    slow.permission.countDown();
    await().untilAsserted(() -> assertThat(status("touch").problems()).isEmpty());
    settle();
    Exits.touch(3, "ann");
    assertThat(provider.sums()).hasSize(51).containsEntry("late49[]", 3.0);
  }

  @Test
  void isInterruptedWhenItsBundleGoes() throws Exception {
    declareBoth();
    awaitLive("touch");
    core().remove(slow);
    slow.interrupted.await();
    assertThat(status("touch").state()).isEqualTo(TracepointState.PAUSED);
    assertThat(status("touch").reason()).isEqualTo("the language slow is absent");
    assertThat(status("touch").problems()).isEmpty();

    SlowLanguage next = new SlowLanguage();
    next.permission.countDown();
    core().add(next);
    awaitLive("touch");
    Exits.touch(5, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("good[ann]", 1.0, "late[]", 5.0));
    assertThat(next.calls).containsOnly("wide");
  }

  @Test
  void doesNotKeepATracepointFromBeingRemoved() {
    declareBoth();
    awaitLive("touch");
    core().registry().withdraw("test");
    settle();
    assertThat(core().footprint()).isEqualTo(new Core.Footprint(0, 0));
    slow.permission.countDown();
    settle();
    assertThat(core().registry().statuses()).isEmpty();
  }
}
