package dev.leadline.provider.prometheus.endpoint;

import static java.util.Objects.requireNonNull;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code http://host:port/metrics} for one registry.
 *
 * <p>A port that is taken does not stop anything: metrics are recorded, the reason is logged once,
 * and the endpoint tries again until the port is free.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private final EndpointSettings settings;
  private final CollectorRegistry registry;
  private final System.Logger log;
  private final Optional<PortFile> portFile;

  /** Listens and retries; gone once the endpoint is up. Guarded by this, as all that follows. */
  private @Nullable ScheduledExecutorService starter;

  private @Nullable MetricsServer server;
  private boolean closed;
  private String lastFailure = "";

  public MetricsEndpoint(EndpointSettings settings, CollectorRegistry registry, System.Logger log) {
    this.settings = requireNonNull(settings, "settings");
    this.registry = requireNonNull(registry, "registry");
    this.log = requireNonNull(log, "log");
    this.portFile = settings.portFile().map(PortFile::new);
  }

  /** Begins to listen, soon after this returns. Does nothing when it does so already. */
  public synchronized void start() {
    if (closed || starter != null || server != null) {
      return;
    }
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(daemons("leadline-prometheus-endpoint"));
    starter = executor;
    var unused =
        executor.scheduleWithFixedDelay(
            this::attempt, 0, settings.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it listens, or has been asked to. */
  public synchronized boolean isStarted() {
    return starter != null;
  }

  /** The port that it listens on; empty while it does not. */
  public synchronized OptionalInt port() {
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
  }

  private void attempt() {
    try {
      up(
          MetricsServer.listen(
              new InetSocketAddress(settings.host(), settings.port()),
              registry,
              daemons("leadline-prometheus-http")));
    } catch (IOException | RuntimeException e) {
      down(String.valueOf(e.getMessage()), true);
    } catch (LinkageError e) {
      // The JDK's server is in a module that a trimmed JVM may lack; it won't come later.
      down("this JVM has no module jdk.httpserver (" + e + ")", false);
    }
  }

  private synchronized void up(MetricsServer started) {
    if (closed) {
      started.close();
      return;
    }
    server = started;
    endStarter();
    log.log(Level.INFO, "Prometheus endpoint: http://" + authority(started.port()) + "/metrics");
    try {
      if (portFile.isPresent()) {
        portFile.get().write(started.port());
      }
    } catch (IOException e) {
      log.log(Level.WARNING, "Prometheus endpoint: the port cannot be written to a file: " + e);
    }
  }

  private String authority(int port) {
    String host = settings.host();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private synchronized void down(String reason, boolean retry) {
    if (closed) {
      return;
    }
    // Once for each reason: the same one every few seconds would drown the rest of the log.
    Level level = reason.equals(lastFailure) ? Level.DEBUG : Level.WARNING;
    lastFailure = reason;
    log.log(
        level,
        "Prometheus endpoint: cannot listen on %s: %s; metrics are recorded all the same, %s"
            .formatted(
                authority(settings.port()),
                reason,
                retry
                    ? "and it tries again every " + settings.retryInterval().toSeconds() + " s"
                    : "but nobody can read them here"));
    if (!retry) {
      endStarter();
    }
  }

  private synchronized void endStarter() {
    if (starter != null) {
      starter.shutdown();
    }
  }

  @Override
  public void close() {
    MetricsServer running;
    synchronized (this) {
      closed = true;
      endStarter();
      running = server;
      server = null;
    }
    if (running == null) {
      return;
    }
    running.close();
    try {
      if (portFile.isPresent()) {
        portFile.get().delete();
      }
    } catch (IOException e) {
      log.log(Level.WARNING, "Prometheus endpoint: " + portFile.get() + " cannot be deleted: " + e);
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
