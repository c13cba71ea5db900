package dev.leadline.itests.benchmarks.subject;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Processor time: what else the machine does is not counted. */
final class PlatformThreadMeter implements Meter {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Override
  public ExecutorService workers(int threads) {
    return Executors.newFixedThreadPool(threads);
  }

  @Override
  public long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  @Override
  public long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
