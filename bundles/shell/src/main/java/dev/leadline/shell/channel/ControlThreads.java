package dev.leadline.shell.channel;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that the application does not notice: daemons, in the system's group, with none of its
 * thread locals.
 */
public final class ControlThreads implements ThreadFactory {

  private static final long IDLE_SECONDS = 5;

  private final String prefix;
  private final AtomicInteger number = new AtomicInteger();

  public ControlThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable work) {
    return newThread(work, prefix + "-" + number.incrementAndGet());
  }

  static Thread newThread(Runnable work, String name) {
    Thread thread = new Thread(systemGroup(), work, name, 0, false);
    thread.setDaemon(true);
    // Libraries that look for themselves there shall find themselves.
    thread.setContextClassLoader(ControlThreads.class.getClassLoader());
    return thread;
  }

  /** A pool that holds no thread when there is nothing to do. */
  static ThreadPoolExecutor pool(String prefix, int most) {
    return new ThreadPoolExecutor(
        0,
        most,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new ControlThreads(prefix));
  }

  private static ThreadGroup systemGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
