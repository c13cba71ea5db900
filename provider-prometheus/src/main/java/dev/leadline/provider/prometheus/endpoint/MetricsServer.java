package dev.leadline.provider.prometheus.endpoint;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's HTTP server with simpleclient's handler: our threads, and no trace of it in the JVM or
 * among the application's traces.
 */
final class MetricsServer implements AutoCloseable {

  /** What simpleclient's own server answers at. */
  private static final List<String> PATHS = List.of("/", "/metrics", "/-/healthy");

  private static final int BACKLOG = 3;

  /** Each has a buffer of a megabyte; they end when idle. */
  private static final int HANDLER_THREADS = 2;

  /** What the class initialiser of {@link HTTPServer} sets for the whole JVM when it is not set. */
  private static final List<String> VENDOR_PROPERTIES =
      List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime");

  private final HttpServer server;
  private final ThreadPoolExecutor handlers;

  private MetricsServer(HttpServer server, ThreadPoolExecutor handlers) {
    this.server = server;
    this.handlers = handlers;
  }

  /**
   * Listens from now on. To be called on a daemon thread: the dispatcher inherits that.
   *
   * @throws IOException when the address cannot be used
   */
  static MetricsServer listen(
      InetSocketAddress address, CollectorRegistry registry, ThreadFactory threads)
      throws IOException {
    initialiseVendorClass();
    ThreadPoolExecutor handlers =
        new ThreadPoolExecutor(
            HANDLER_THREADS,
            HANDLER_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    handlers.allowCoreThreadTimeOut(true);
    boolean listening = false;
    try {
      HttpServer server = HttpServer.create(address, BACKLOG);
      listening = true;
      HttpHandler handler = new HTTPServer.HTTPMetricHandler(registry);
      PATHS.forEach(path -> untraced(server.createContext(path, handler)));
      server.setExecutor(handlers);
      server.start();
      return new MetricsServer(server, handlers);
    } finally {
      if (!listening) {
        handlers.shutdown();
      }
    }
  }

  /**
   * A tracing agent adds a filter to every context that is made in the JVM (OpenTelemetry's does),
   * and would show each scrape of ours as a request to the application.
   */
  private static void untraced(HttpContext context) {
    context.getFilters().clear();
  }

  /**
   * Our promise is to set no system property. The two are taken back before the JDK's server reads
   * them, so they are neither seen nor in force for a server of the application.
   */
  private static void initialiseVendorClass() {
    Properties properties = System.getProperties();
    synchronized (properties) {
      List<String> absent = new ArrayList<>(VENDOR_PROPERTIES);
      absent.removeIf(properties::containsKey);
      try {
        Class.forName(HTTPServer.class.getName(), true, MetricsServer.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new NoClassDefFoundError(e.getMessage());
      } finally {
        absent.forEach(properties::remove);
      }
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    handlers.shutdownNow();
  }
}
