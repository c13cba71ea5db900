package com.acme.plugin;

import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Writes what the health checks say into the JVM's directory, over and over. */
public final class HealthActivator implements BundleActivator {

  private static final long MILLIS = 100;

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public void start(BundleContext context) {
    Thread thread = new Thread(() -> report(context), "health");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop(BundleContext context) {
    stopped.countDown();
  }

  private void report(BundleContext context) {
    Path directory = Path.of(context.getProperty("leadline.jvm.dir"));
    try {
      while (!stopped.await(MILLIS, TimeUnit.MILLISECONDS)) {
        Path part = Files.write(directory.resolve("health.part"), lines(context));
        Files.move(part, directory.resolve("health"), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (InterruptedException | IllegalStateException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(BundleContext context) {
    List<String> lines = new ArrayList<>();
    for (ServiceReference<HealthCheck> reference : references(context)) {
      HealthCheck check = context.getService(reference);
      if (check != null) {
        for (Problem problem : check.problems()) {
          lines.add(check.subject() + " " + problem);
        }
        context.ungetService(reference);
      }
    }
    return lines;
  }

  private static Collection<ServiceReference<HealthCheck>> references(BundleContext context) {
    try {
      return context.getServiceReferences(HealthCheck.class, null);
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
