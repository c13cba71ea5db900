package com.acme.plugin;

import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Declares the tracepoints of a file, {@code leadline.jvm.dir/cycles.json}, and withdraws them,
 * again and again, and notes metaspace and classes after every so many rounds in {@code
 * cycles.txt}.
 */
public final class CyclesActivator implements BundleActivator {

  private static final int ROUNDS = 100;
  private static final int NOTED = 25;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void start(BundleContext context) {
    Thread thread = new Thread(() -> run(context), "cycles");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop(BundleContext context) {
    // The thread ends with its rounds.
  }

  private static void run(BundleContext context) {
    Path directory = Path.of(String.valueOf(context.getProperty("leadline.jvm.dir")));
    StringBuilder notes = new StringBuilder();
    try {
      TracepointRegistry registry =
          context.getService(context.getServiceReference(TracepointRegistry.class));
      TracepointFormat format =
          context.getService(context.getServiceReference(TracepointFormat.class));
      List<Declaration> declarations =
          format
              .read("cycles.json", Files.readString(directory.resolve("cycles.json")))
              .declarations();
      for (int round = 1; round <= ROUNDS; round++) {
        registry.declare("cycles", declarations);
        boolean isThere = registry.await(PATIENCE);
        boolean isLive = registry.statuses().stream().allMatch(s -> !s.probes().isEmpty());
        registry.withdraw("cycles");
        boolean isGone = registry.await(PATIENCE);
        if (!isThere || !isLive || !isGone) {
          throw new IllegalStateException("round " + round + " " + registry.statuses());
        }
        if (round % NOTED == 0) {
          notes.append(figures()).append('\n');
        }
      }
    } catch (Exception e) {
      notes.append("failed: ").append(e).append('\n');
    }
    write(directory, notes.toString());
  }

  private static String figures() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .map(MemoryPoolMXBean::getUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    return metaspace + " " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  private static void write(Path directory, String text) {
    try {
      Path whole = Files.writeString(directory.resolve("cycles.new"), text);
      Files.move(whole, directory.resolve("cycles.txt"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
