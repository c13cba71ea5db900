package dev.leadline.core.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeadlineThreadTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final LeadlineThread thread = new LeadlineThread(System.getLogger("test"));
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void waitsForAStep() throws Exception {
    assertThat(thread.executeAndWait(done::incrementAndGet, LONG)).isTrue();
    assertThat(done).hasValue(1);
    thread.close();
  }

  @Test
  void saysSoWhenAStepIsNotDoneInTime() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    thread.execute(
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(thread.executeAndWait(done::incrementAndGet, Duration.ofMillis(1))).isFalse();
    release.countDown();
    assertThat(thread.executeAndWait(done::incrementAndGet, LONG)).isTrue();
    assertThat(done).hasValue(2);
    thread.close();
  }

  @Test
  void waitsForNothingAfterItsEnd() throws Exception {
    thread.close();
    // It would be false after this time if it waited.
    assertThat(thread.executeAndWait(done::incrementAndGet, Duration.ofMillis(1))).isTrue();
    thread.execute(done::incrementAndGet);
    assertThat(done).hasValue(0);
  }
}
