package dev.leadline.itests.benchmarks.subject;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says when its main method began, and how much memory it has a while later. Arguments: {@code
 * System.nanoTime()} of whoever started it (one clock for all processes of a Linux machine), and
 * how many milliseconds to wait.
 */
public final class StartApplication {

  private StartApplication() {}

  public static void main(String[] arguments) throws Exception {
    long began = System.nanoTime() - Long.parseLong(arguments[0]);
    Thread.sleep(Long.parseLong(arguments[1]));
    long resident = residentKilobytes();
    // Only now: these beans have classes of their own.
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    long metaspace = used("Metaspace") + used("Compressed Class Space");
    System.out.println(
        String.join(
            " ",
            "start",
            Long.toString(began),
            Long.toString(resident),
            Integer.toString(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()),
            Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount()),
            Long.toString(heap),
            Long.toString(metaspace),
            Long.toString(used("Code"))));
  }

  /** Bytes in use in the memory pools whose names begin so. */
  private static long used(String name) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().startsWith(name))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  /** Physical memory of this process; 0 where the system does not say. */
  static long residentKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
