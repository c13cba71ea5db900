package dev.leadline.core.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkPatienceTest {

  private final LeadlineThread thread = new LeadlineThread(System.getLogger("test"));
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void close() {
    thread.close();
  }

  @Test
  void waitsForTheStep() {
    LinkPatience patience = LinkPatience.of(Duration.ofMinutes(1));
    for (int i = 1; i <= 100; i++) {
      patience.run(thread, done::incrementAndGet);
      assertThat(done).hasValue(i);
    }
  }

  @Test
  void givesUpOnceAllIsUsedAndTheStepRunsAllTheSame() {
    CountDownLatch goOn = new CountDownLatch(1);
    thread.execute(() -> awaitQuietly(goOn));
    LinkPatience patience = LinkPatience.of(Duration.ofMillis(20));
    // The first uses up what all have; were the others to wait, this would take hours.
    for (int i = 0; i < 10_000; i++) {
      patience.run(thread, done::incrementAndGet);
    }
    assertThat(done).hasValue(0);
    goOn.countDown();
    await().until(() -> done.get() == 10_000);
  }

  @Test
  void leavesAnInterruptedThreadInterrupted() {
    Thread.currentThread().interrupt();
    LinkPatience.of(Duration.ofMinutes(1)).run(thread, done::incrementAndGet);
    assertThat(Thread.interrupted()).isTrue();
    await().until(() -> done.get() == 1);
  }

  @Test
  void neverWaitsOnAThreadOfOurs() throws Exception {
    LinkPatience patience = LinkPatience.of(Duration.ofMinutes(1));
    CountDownLatch inside = new CountDownLatch(1);
    // On Leadline's own thread the wait would be for itself.
    thread.execute(
        () -> {
          patience.run(thread, done::incrementAndGet);
          inside.countDown();
        });
    inside.await();
    await().until(() -> done.get() == 1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
