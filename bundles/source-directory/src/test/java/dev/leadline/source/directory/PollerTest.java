package dev.leadline.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.testkit.logging.RecordingLogger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PollerTest {
  private final RecordingLogger log = new RecordingLogger();

  @Test
  void runsFirstOnTheCallersThreadThenOnADaemonOfItsOwn() {
    AtomicReference<Thread> first = new AtomicReference<>();
    AtomicReference<Thread> later = new AtomicReference<>();
    Poller poller =
        Poller.start(
            Duration.ofMillis(1),
            () -> {
              if (!first.compareAndSet(null, Thread.currentThread())) {
                later.set(Thread.currentThread());
              }
            },
            log);
    assertThat(first.get()).isSameAs(Thread.currentThread());

    await().until(() -> later.get() != null);
    Thread thread = later.get();
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("leadline-directory-source");
    assertThat(thread.getContextClassLoader()).isNull();

    poller.stop();
    await().until(() -> !thread.isAlive());
  }

  @Test
  void outlivesFailuresAndTellsEachOnce() {
    AtomicInteger runs = new AtomicInteger();
    Poller poller =
        Poller.start(
            Duration.ofMillis(1),
            () -> {
              int run = runs.incrementAndGet();
              if (run <= 10) {
                throw new IllegalStateException("broken");
              }
            },
            log);

    await().until(() -> runs.get() > 12);
    poller.stop();

    assertThat(log.take())
        .containsExactly(
            "ERROR looking at the tracepoint directory failed:"
                + " java.lang.IllegalStateException: broken");
  }
}
