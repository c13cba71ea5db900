package dev.leadline.core.installation;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Classes that were left alone as they loaded, for a fault of ours. Told of on the thread that
 * loads the class, which neither logs nor waits; written to the log on Leadline's thread, the first
 * ones of a while each by itself, the others by their number: a fault that one class has, the ten
 * thousand others of the application may have, too.
 */
final class LoadFaults {

  /** Each with its stack trace; of further ones in the same while only the number. */
  static final int MOST = 10;

  private final Executor soon;
  private final System.Logger log;
  private final ConcurrentLinkedQueue<Fault> first = new ConcurrentLinkedQueue<>();

  /** Since the last look, those in the queue included. */
  private final AtomicInteger count = new AtomicInteger();

  private final AtomicBoolean isAwaited = new AtomicBoolean();

  private record Fault(String className, Throwable failure) {}

  /**
   * @param soon runs a step on Leadline's thread, in a second or so; called on the thread that
   *     loads: must only hand it on
   */
  LoadFaults(Executor soon, System.Logger log) {
    this.soon = soon;
    this.log = log;
  }

  void add(String className, Throwable failure) {
    if (count.incrementAndGet() <= MOST) {
      first.add(new Fault(className, failure));
    }
    if (isAwaited.compareAndSet(false, true)) {
      soon.execute(this::write);
    }
  }

  private void write() {
    // Before the count is taken: who comes now has itself written once more.
    isAwaited.set(false);
    int all = count.getAndSet(0);
    int written = 0;
    for (Fault fault = first.poll(); fault != null; fault = first.poll()) {
      written++;
      log.log(
          Level.ERROR,
          "the class " + fault.className() + " was left alone, for a fault of ours",
          fault.failure());
    }
    if (all > written) {
      log.log(
          Level.ERROR,
          (all - written) + " more classes were left alone, for a fault of ours; see those before");
    }
  }
}
