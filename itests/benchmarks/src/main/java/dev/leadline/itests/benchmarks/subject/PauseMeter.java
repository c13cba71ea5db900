package dev.leadline.itests.benchmarks.subject;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a thread of the application was kept from running at most: it asks for a rest of a
 * millisecond again and again, and sees how much longer that was.
 */
final class PauseMeter {

  private static final long REST_NANOS = 1_000_000;

  private final AtomicLong longest = new AtomicLong();

  void start() {
    Thread thread = new Thread(this::run, "pause-meter");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long before = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(REST_NANOS);
      long now = System.nanoTime();
      longest.accumulateAndGet(now - before - REST_NANOS, Math::max);
      before = now;
    }
  }

  /** Since the last call. */
  long takeLongestNanos() {
    return longest.getAndSet(0);
  }
}
