package dev.leadline.source.directory;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task again and again on one daemon thread. Polling and not a WatchService: that one misses
 * what happens behind links (Kubernetes), on network and overlay file systems, and to a directory
 * that is not there yet.
 */
final class Poller {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Duration interval;
  private final Runnable task;
  private final System.Logger log;
  private String lastFailure = "";

  private Poller(Duration interval, Runnable task, System.Logger log) {
    this.interval = interval;
    this.task = task;
    this.log = log;
  }

  /** Starts with a first run on the caller's thread, so that its effect is there on return. */
  static Poller start(Duration interval, Runnable task, System.Logger log) {
    Poller poller = new Poller(interval, task, log);
    poller.runOnce();
    // The thread outlives the one that starts it: it takes over none of its thread locals and does
    // not hold on to its context class loader.
    Thread thread = new Thread(null, poller::run, "leadline-directory-source", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return poller;
  }

  /** No run starts after this; one that is under way ends. */
  void stop() {
    stopped.countDown();
  }

  private void run() {
    try {
      while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // somebody wants the thread to end: so it does
    }
  }

  /** The thread outlives a failure, which is told once. */
  private void runOnce() {
    try {
      task.run();
      lastFailure = "";
    } catch (RuntimeException e) {
      if (!e.toString().equals(lastFailure)) {
        log.log(ERROR, "looking at the tracepoint directory failed", e);
      }
      lastFailure = e.toString();
    }
  }
}
