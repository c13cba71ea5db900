package dev.leadline.itests.benchmarks.subject;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * Works on many classes while tracepoints come to all of them at once, and goes again. Arguments:
 * classes, tracepoints, the directory that they lie in, and the one where Leadline looks.
 */
public final class FleetApplication {

  private static final PauseMeter PAUSES = new PauseMeter();

  private static volatile boolean isOver;
  private static volatile long result;

  private FleetApplication() {}

  public static void main(String[] arguments) throws Exception {
    IntUnaryOperator[] ships = new IntUnaryOperator[Integer.parseInt(arguments[0])];
    for (int i = 0; i < ships.length; i++) {
      ships[i] =
          Class.forName("fleet.Ship" + i)
              .asSubclass(IntUnaryOperator.class)
              .getDeclaredConstructor()
              .newInstance();
    }
    int tracepoints = Integer.parseInt(arguments[1]);
    Path from = Path.of(arguments[2]);
    Path to = Path.of(arguments[3]);
    Thread worker = new Thread(() -> work(ships), "worker");
    worker.start();
    PAUSES.start();
    Thread.sleep(3000);
    report("before", 0);
    long start = System.nanoTime();
    for (Path file : files(from)) {
      Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    FleetMetrics.await(tracepoints);
    report("active", System.nanoTime() - start);
    start = System.nanoTime();
    for (Path file : files(to)) {
      Files.delete(file);
    }
    FleetMetrics.await(0);
    report("removed", System.nanoTime() - start);
    isOver = true;
    worker.join();
  }

  private static void work(IntUnaryOperator[] ships) {
    long sum = 0;
    while (!isOver) {
      for (IntUnaryOperator ship : ships) {
        sum += ship.applyAsInt(3);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
    result = sum;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static void report(String what, long nanos) throws IOException {
    // Before the collection, which is a pause of ours.
    long pause = PAUSES.takeLongestNanos();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().contains("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum();
    System.out.println(
        String.join(
            " ",
            what,
            Long.toString(TimeUnit.NANOSECONDS.toMillis(nanos)),
            Long.toString(StartApplication.residentKilobytes() / 1024),
            Long.toString((runtime.totalMemory() - runtime.freeMemory()) >> 20),
            Long.toString(metaspace >> 20),
            Long.toString(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()),
            Double.toString(pause / 1e6),
            Long.toString(result & 1)));
    PAUSES.takeLongestNanos();
  }
}
