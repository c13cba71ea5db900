package dev.leadline.itests.benchmarks.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Runs one way of a subject for a short while in so many threads, and says what a call took. */
final class Slice {

  private final ExecutorService workers;
  private final int threads;
  private final Meter meter;
  private final Customer[] customers;
  private volatile long seed = 1;

  /** One of the three ways. */
  interface Way {
    long run(int calls, Customer[] customers, long seed);
  }

  /**
   * What a call cost, in the mean of all threads.
   *
   * @param nanos of the processor
   * @param bytes allocated
   */
  record Cost(double nanos, double bytes) {}

  Slice(ExecutorService workers, int threads, Meter meter, Customer[] customers) {
    this.workers = workers;
    this.meter = meter;
    this.threads = threads;
    this.customers = customers;
  }

  /** Runs the way in each thread, all at once. */
  Cost run(Way way, int calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<long[]>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Callable<long[]> work =
          () -> {
            start.await();
            return measure(way, calls);
          };
      results.add(workers.submit(work));
    }
    double nanos = 0;
    double bytes = 0;
    for (Future<long[]> result : results) {
      nanos += result.get()[0];
      bytes += result.get()[1];
    }
    return new Cost(nanos / calls / threads, bytes / calls / threads);
  }

  private long[] measure(Way way, int calls) {
    long bytes = meter.bytes();
    long nanos = meter.nanos();
    seed = way.run(calls, customers, seed);
    nanos = meter.nanos() - nanos;
    bytes = meter.bytes() - bytes;
    return new long[] {nanos, bytes};
  }
}
