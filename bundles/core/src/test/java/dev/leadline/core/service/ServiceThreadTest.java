package dev.leadline.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many calls are handed over together, with the bounds that each of them has. */
class ServiceThreadTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Semaphore late = new Semaphore(0);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch permission = new CountDownLatch(1);
  private ServiceThread thread;

  private void start(Duration patience) {
    thread = new ServiceThread("test", Thread.NORM_PRIORITY, patience, late::release);
  }

  @AfterEach
  void end() {
    permission.countDown();
    thread.close();
  }

  private void begin(String what) {
    thread.begin(what, () -> done.add(what));
  }

  private void block() {
    started.countDown();
    try {
      permission.await();
      done.add("blocked");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void allThatWasBegunIsDoneInItsOrder() {
    start(LONG);
    begin("a");
    begin("b");
    assertThat(thread.execute("c", () -> done.add("c"))).isTrue();
    assertThat(done).containsExactly("a", "b", "c");
    begin("d");
    assertThat(thread.settle()).isTrue();
    assertThat(done).containsExactly("a", "b", "c", "d");
    assertThat(thread.settle()).as("nothing to wait for").isTrue();
    assertThat(late.availablePermits()).isZero();
  }

  @Test
  void oneThatDoesNotReturnMakesThoseBehindItLateAndIsTakenWhenItHas() throws Exception {
    start(SHORT);
    begin("before");
    thread.begin("blocking", this::block);
    begin("behind");
    started.await();
    assertThat(thread.settle()).isFalse();
    assertThat(done).containsExactly("before");
    assertThat(thread.overdue())
        .hasValueSatisfying(call -> assertThat(call.what()).isEqualTo("blocking"));
    begin("later");
    assertThat(thread.settle()).as("not waited for any more").isFalse();
    thread.submit("not waited for", () -> done.add("submitted"));
    permission.countDown();
    assertThat(late.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    assertThat(done).containsExactly("before", "blocked", "behind", "later", "submitted");
    assertThat(thread.overdue()).isEmpty();
    assertThat(late.availablePermits()).as("told once").isZero();
  }

  @Test
  void aClosedOneDoesNothing() {
    start(LONG);
    thread.close();
    begin("a");
    assertThat(thread.settle()).isTrue();
    assertThat(thread.execute("b", () -> done.add("b"))).isFalse();
    assertThat(done).isEmpty();
  }
}
