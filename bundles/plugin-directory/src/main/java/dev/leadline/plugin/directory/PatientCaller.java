package dev.leadline.plugin.directory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/**
 * Calls what may never return: a bundle's activator. Each call runs on a daemon thread, and is
 * waited for a while.
 */
final class PatientCaller implements AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  private final ExecutorService threads;

  PatientCaller() {
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              // Its context loader is that of the thread which looks at the directory: the
              // launcher's, and not the application's.
              Thread thread = new Thread(null, work, "leadline-plugin", 0, false);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Something that is done to a bundle. */
  @FunctionalInterface
  interface Step {
    void run() throws BundleException;
  }

  /** What came of a step. */
  sealed interface Outcome {
    /** It has come to its end. */
    sealed interface Over extends Outcome {}

    /** It has returned. */
    record Done() implements Over {}

    /** It has thrown. */
    record Failed(Throwable failure) implements Over {}

    /** It has not returned in time, and goes on. */
    record Blocked(Call call) implements Outcome {}
  }

  /** A step under way. */
  static final class Call implements Runnable {

    private final Step step;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Outcome.Over outcome = new Outcome.Done();
    private volatile @Nullable Thread thread;

    private Call(Step step) {
      this.step = step;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      try {
        step.run();
      } catch (Throwable failure) {
        outcome = new Outcome.Failed(failure);
      } finally {
        thread = null;
        done.countDown();
      }
    }

    /** What came of it, once it is done. */
    Outcome.Over outcome() {
      return outcome;
    }

    boolean isDone() {
      return done.getCount() == 0;
    }

    /** Nobody wants it any more. */
    void interrupt() {
      Thread running = thread;
      if (running != null) {
        running.interrupt();
      }
    }
  }

  /** Calls, and waits for so long. */
  Outcome call(Step step, Duration patience) throws InterruptedException {
    Call call = new Call(step);
    threads.execute(call);
    return call.done.await(patience.toNanos(), TimeUnit.NANOSECONDS)
        ? call.outcome
        : new Outcome.Blocked(call);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
