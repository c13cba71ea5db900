package dev.leadline.core.installation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the application's threads wait, when they pass a call site for the first time, for its
 * probe to be live: not at all, unless the person who starts the JVM wants its start to be seen
 * ({@code boot=sync}). Then it is a moment per call site, which Leadline's thread needs to compile
 * the expressions; and so that nothing can hold up an application for long, such as a thread that
 * holds what the compilation needs, there is a bound for all of them together. Safe on any thread.
 */
public final class LinkPatience {

  private static final String OWN_THREADS = "leadline-";

  private final AtomicLong leftNanos;

  private LinkPatience(Duration inAll) {
    this.leftNanos = new AtomicLong(inAll.toNanos());
  }

  /** Nobody waits. */
  public static LinkPatience none() {
    return new LinkPatience(Duration.ZERO);
  }

  /** All threads together wait no longer than this while the JVM runs. */
  public static LinkPatience of(Duration inAll) {
    return new LinkPatience(inAll);
  }

  /** Has the step run on Leadline's thread, and waits for it as long as that is granted. */
  void run(LeadlineThread thread, Runnable step) {
    long granted = leftNanos.get();
    // A thread of ours may be what Leadline's thread waits for.
    if (granted <= 0 || Thread.currentThread().getName().startsWith(OWN_THREADS)) {
      thread.execute(step);
      return;
    }
    long before = System.nanoTime();
    try {
      thread.executeAndWait(step, Duration.ofNanos(granted));
    } catch (InterruptedException e) {
      // The application's own affair; the step runs all the same.
      Thread.currentThread().interrupt();
    }
    leftNanos.addAndGet(before - System.nanoTime());
  }
}
