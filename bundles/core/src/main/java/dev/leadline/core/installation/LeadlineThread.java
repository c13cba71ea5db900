package dev.leadline.core.installation;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leadline's own thread: everything that changes probes happens here, one thing after the other. A
 * daemon; a step that throws is logged, and the next one runs.
 */
public final class LeadlineThread implements AutoCloseable {

  private static final long CLOSE_SECONDS = 5;

  /** A repeated step takes at most a thirtieth of a core. */
  private static final int PAUSE_TIMES_WORK = 30;

  private final System.Logger log;
  private final ScheduledThreadPoolExecutor executor;
  private volatile @Nullable Thread current;

  public LeadlineThread(System.Logger log) {
    this.log = log;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(null, work, "leadline-core", 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              current = thread;
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Whether the caller is on this thread. */
  public boolean isCurrent() {
    return Thread.currentThread() == current;
  }

  /** Runs the step soon. After {@link #close}, does nothing. */
  public void execute(Runnable step) {
    schedule(step, Duration.ZERO);
  }

  /** Runs the step after a while. */
  public void schedule(Runnable step, Duration delay) {
    if (!accepts(step, delay)) {
      log.log(Level.DEBUG, "a step came after the end");
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the step itself reports what it throws
  private boolean accepts(Runnable step, Duration delay) {
    try {
      executor.schedule(guarded(step), delay.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /**
   * Runs the step again and again, with this pause between, and a longer one when it takes long: a
   * step that looks at each of ten thousand tracepoints is not to take a core from the application.
   */
  public void repeat(Runnable step, Duration pause) {
    repeat(step, pause, pause);
  }

  private void repeat(Runnable step, Duration pause, Duration next) {
    schedule(
        () -> {
          long start = System.nanoTime();
          try {
            step.run();
          } finally {
            Duration longer = Duration.ofNanos((System.nanoTime() - start) * PAUSE_TIMES_WORK);
            repeat(step, pause, longer.compareTo(pause) > 0 ? longer : pause);
          }
        },
        next);
  }

  /**
   * Runs the step and waits until it is done, at most for this time; false when it is not done by
   * then. After {@link #close} there is nothing to do nor to wait for.
   */
  public boolean executeAndWait(Runnable step, Duration most) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    boolean accepted =
        accepts(
            () -> {
              try {
                step.run();
              } finally {
                done.countDown();
              }
            },
            Duration.ZERO);
    // Declarative Services takes the references away after it has deactivated the component: were
    // that waited for, a stop would take seconds.
    return !accepted || done.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * What the question answers on this thread, after all steps that were asked for before; empty
   * when that is not known in time, or after {@link #close}.
   *
   * @throws IllegalStateException when the question failed; its cause says how
   */
  public <T> Optional<T> ask(Supplier<T> question, Duration most) throws InterruptedException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean accepted =
        accepts(
            () -> {
              try {
                answer.complete(question.get());
              } catch (Throwable failure) {
                answer.completeExceptionally(failure);
              }
            },
            Duration.ZERO);
    try {
      return accepted
          ? Optional.of(answer.get(most.toNanos(), TimeUnit.NANOSECONDS))
          : Optional.empty();
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a question to Leadline's thread failed", failed.getCause());
    }
  }

  private Runnable guarded(Runnable step) {
    return () -> {
      try {
        step.run();
      } catch (Throwable failure) {
        log.log(Level.ERROR, "a step of Leadline's thread failed", failure);
      }
    };
  }

  /** Ends the thread after the steps that wait; those scheduled for later do not run. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
