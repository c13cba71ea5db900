package dev.leadline.core.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Calls are handed over many at a time: {@link #begin} each, then {@link #settle} once. Waiting
 * for each of ten thousand would let two threads wait for a core in turn, ten thousand times.
 *
 * <p>The thread ends when there is nothing to do. {@link #submit} and {@link #overdue} are called
 * on any thread, all else on Leadline's.
 */
public final class ServiceThread implements AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  private final String name;
  private final int priority;
  private final Duration patience;
  private final Runnable onLate;
  private final ThreadPoolExecutor executor;

  /** On Leadline's thread only: asked for, and not waited for yet. */
  private final List<Call> begun = new ArrayList<>();

  private volatile @Nullable Call running;
  private volatile @Nullable Call overdue;

  /** When a call began or ended last. */
  private volatile long progressNanos = System.nanoTime();

  /** On the service's thread only: a call was not waited for, and nobody was told yet. */
  private boolean owesLate;

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
      progressNanos = startNanos;
      thread = Thread.currentThread();
      running = this;
      try {
        step.run();
      } finally {
        thread = null;
        running = null;
        progressNanos = System.nanoTime();
        done.countDown();
        // Read after the latch: whoever gave up sees either the latch open or this.
        owesLate |= isLate;
        if (owesLate && executor.getQueue().isEmpty()) {
          owesLate = false;
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
   * Runs the step soon; {@link #settle} waits for it.
   *
   * @param what for people
   * @param step must not throw
   */
  public void begin(String what, Runnable step) {
    Call call = new Call(what, step);
    if (accepts(call)) {
      begun.add(call);
    }
  }

  /**
   * Waits for all that was begun: as long as it goes on, one call after the other, and for each as
   * long as the patience lasts. Not at all while an earlier one is overdue, so that a service costs
   * this thread its patience once.
   *
   * @return whether all is done; what is not will be run or go on all the same
   */
  public boolean settle() {
    boolean isDone = begun.isEmpty() || (overdue().isEmpty() && awaitLast());
    if (!isDone) {
      begun.forEach(call -> call.isLate = true);
      // Those that have ended meanwhile have perhaps not seen that they are late.
      isDone = begun.stream().allMatch(Call::isDone);
    }
    begun.clear();
    return isDone;
  }

  /**
   * Runs the step and waits for it, and for all that was begun, as {@link #settle} does.
   *
   * @return whether all is done
   */
  public boolean execute(String what, Runnable step) {
    Call call = new Call(what, step);
    if (!accepts(call)) {
      return false;
    }
    begun.add(call);
    return settle();
  }

  private boolean accepts(Call call) {
    try {
      executor.execute(call);
      return true;
    } catch (RejectedExecutionException closed) {
      // The service is gone: there is nothing to do any more.
      return false;
    }
  }

  /** They run in their order: when the last one is done, all are. */
  private boolean awaitLast() {
    Call last = begun.get(begun.size() - 1);
    long start = System.nanoTime();
    long left = patience.toNanos();
    try {
      while (!last.done.await(left, TimeUnit.NANOSECONDS)) {
        long now = System.nanoTime();
        long progress = progressNanos;
        left = patience.toNanos() - (now - (progress - start > 0 ? progress : start));
        if (left <= 0) {
          // What was waited for may be behind another one.
          Call blocking = running;
          overdue = blocking == null ? last : blocking;
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      overdue = running;
      return false;
    }
  }

  /** Runs the step soon, and waits for nothing. From any thread. */
  public void submit(String what, Runnable step) {
    accepts(new Call(what, step));
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
