package dev.leadline.itests.benchmarks.subject;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Of virtual threads the JVM knows neither processor time nor bytes: this is the time on the clock,
 * and what all threads have allocated. By handles, since this is compiled for a JDK without them.
 */
final class VirtualThreadMeter implements Meter {

  private final MethodHandle newWorkers;
  private final MethodHandle allocated;

  VirtualThreadMeter() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    newWorkers =
        lookup.findStatic(
            Executors.class,
            "newVirtualThreadPerTaskExecutor",
            MethodType.methodType(ExecutorService.class));
    allocated =
        lookup
            .findVirtual(
                ThreadMXBean.class,
                "getTotalThreadAllocatedBytes",
                MethodType.methodType(long.class))
            .bindTo(ManagementFactory.getThreadMXBean());
  }

  @Override
  public ExecutorService workers(int threads) {
    try {
      return (ExecutorService) newWorkers.invokeExact();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long bytes() {
    try {
      return (long) allocated.invokeExact();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
