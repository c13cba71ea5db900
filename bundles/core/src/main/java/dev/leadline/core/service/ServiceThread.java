package dev.leadline.core.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where all set-up calls into one service run: a daemon thread of that service's own, one call
 * after the other, in the order in which they were asked for. Whoever asks waits for a while and
 * then goes on without the service; the call itself goes on, and what comes of it is still taken.
 *
 * <p>The thread ends when there is nothing to do. {@link #execute} and {@link #close} are called on
 * Leadline's thread, {@link #overdue} on any.
 */
public final class ServiceThread implements AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  private final String name;
  private final int priority;
  private final Duration patience;
  private final Runnable onLate;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable Call running;
  private volatile @Nullable Call overdue;

  /**
   * @param name of the thread, for people
   * @param priority of the thread
   * @param patience how long a call is waited for
   * @param onLate run on the service's thread when the last of the calls that were not waited for
   *     is done; must only hand the work on
   */
  public ServiceThread(String name, int priority, Duration patience, Runnable onLate) {
    this.name = name;
    this.priority = priority;
    this.patience = patience;
    this.onLate = onLate;
    this.executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  @SuppressWarnings("ThreadPriorityCheck") // no more than a hint: the application comes first
  private Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setPriority(priority);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** A call that has been asked for. */
  private final class Call implements Runnable {

    private final String what;
    private final Runnable step;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean isLate;
    private volatile long startNanos = System.nanoTime();
    private volatile @Nullable Thread thread;

    Call(String what, Runnable step) {
      this.what = what;
      this.step = step;
    }

    @Override
    public void run() {
      startNanos = System.nanoTime();
      thread = Thread.currentThread();
      running = this;
      try {
        step.run();
      } finally {
        thread = null;
        running = null;
        done.countDown();
        // Read after the latch: whoever gave up sees either the latch open or this.
        if (isLate && executor.getQueue().isEmpty()) {
          onLate.run();
        }
      }
    }

    boolean isDone() {
      return done.getCount() == 0;
    }
  }

  /**
   * A call that has not returned in time.
   *
   * @param what it is, such as {@code open of jobs}
   * @param time since it began
   */
  public record Overdue(String what, Duration time) {}

  /** The call that holds the others up; empty when the service answers. */
  public Optional<Overdue> overdue() {
    Call call = overdue;
    return call == null || call.isDone()
        ? Optional.empty()
        : Optional.of(
            new Overdue(call.what, Duration.ofNanos(System.nanoTime() - call.startNanos)));
  }

  /**
   * Runs the step and waits for it; not at all while an earlier one is overdue, so that a service
   * costs this thread its patience once.
   *
   * @param what for people
   * @param step must not throw
   * @return whether it is done; when not, it will be run or go on all the same
   */
  public boolean execute(String what, Runnable step) {
    Call call = new Call(what, step);
    try {
      executor.execute(call);
    } catch (RejectedExecutionException closed) {
      return false;
    }
    boolean isDone = false;
    if (overdue().isEmpty()) {
      isDone = await(call);
      if (!isDone) {
        // What was waited for may be behind another one.
        Call blocking = running;
        overdue = blocking == null ? call : blocking;
      }
    }
    if (isDone) {
      return true;
    }
    call.isLate = true;
    return call.isDone();
  }

  /** Runs the step soon, and waits for nothing. From any thread. */
  public void submit(String what, Runnable step) {
    try {
      executor.execute(new Call(what, step));
    } catch (RejectedExecutionException closed) {
      // The service is gone: there is nothing to do any more.
    }
  }

  private boolean await(Call call) {
    try {
      return call.done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the thread after what was asked for; a call that is overdue is interrupted. */
  @Override
  public void close() {
    executor.shutdown();
    Call call = overdue;
    Thread blocked = call == null ? null : call.thread;
    if (blocked != null) {
      blocked.interrupt();
    }
  }
}
