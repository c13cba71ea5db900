package dev.leadline.shell.channel;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of a pool that can be interrupted, and waited for even after that. An interrupt
 * never reaches what the thread does next.
 */
final class WorkerTask implements Runnable {

  private final Runnable work;
  private final CountDownLatch ended = new CountDownLatch(1);

  // Guarded by this.
  private @Nullable Thread thread;

  WorkerTask(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      work.run();
    } finally {
      endThread();
      ended.countDown();
    }
  }

  private synchronized void endThread() {
    thread = null;
    // One that came too late.
    Thread.interrupted();
  }

  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Returns when it has ended, or when the caller is told to stop. */
  void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
