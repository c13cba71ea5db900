package dev.leadline.testkit.metric;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what the current thread allocates. */
public final class AllocationMeter {
  private static final int ROUNDS = 20;
  private static final int CALLS = 20_000;

  private AllocationMeter() {}

  /**
   * Bytes that one call allocates once warm: the least of several rounds, as the JIT compiler and
   * one-off growth inside the code under test disturb single rounds.
   */
  public static double bytesPerCall(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      long after = threads.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (after - before) / (double) CALLS);
    }
    return least;
  }
}
