package dev.leadline.provider.prometheus;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.provider.prometheus.registry.MetricRegistry;
import dev.leadline.provider.prometheus.simpleclient.SimpleclientRegistry;
import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import io.prometheus.client.CollectorRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Feeds the application's own default registry when it has simpleclient, else the embedded one.
 *
 * <p>The endpoint of the embedded registry starts with the first instrument that needs it. An
 * application with a registry of its own gets no port opened beside it, and one without tracepoints
 * neither. And the JDK's HTTP server, which makes itself a logger, thereby starts {@code
 * java.util.logging} where that is configured on the command line: not before the application's own
 * classes run. An operator who wants the endpoint from the start calls {@link #startEndpoint} (a
 * setting of the component).
 */
public final class PrometheusMetricProvider implements MetricProvider, AutoCloseable {

  /** How an application's copy of simpleclient is fed. */
  private static final AdapterDescriptor<MetricRegistry> SIMPLECLIENT =
      new AdapterDescriptor<>(
          MetricRegistry.class,
          "dev.leadline.provider.prometheus.simpleclient.SimpleclientRegistry",
          "io.prometheus.client.CollectorRegistry",
          List.of("io.prometheus.client"));

  /** A server that redeploys for years must not fill our memory with what we told it. */
  private static final int MOST_MISFITS = 100;

  private final MetricRegistry embedded;
  private final MetricsEndpoint endpoint;
  private final System.Logger log;

  /** Held weakly, as they belong to the applications. Guarded by itself. */
  private final Set<MetricRegistry> applicationRegistries =
      Collections.newSetFromMap(new WeakHashMap<>());

  /** What was logged, so that a hundred tracepoints do not repeat it. Guarded by itself. */
  private final Set<String> misfits = new HashSet<>();

  private volatile boolean closed;

  /**
   * A provider that is ready for use.
   *
   * @param registry the embedded registry
   * @param endpoint that of the embedded registry; closed with this provider
   */
  public PrometheusMetricProvider(
      CollectorRegistry registry, MetricsEndpoint endpoint, System.Logger log) {
    this.embedded = new SimpleclientRegistry(registry);
    this.endpoint = requireNonNull(endpoint, "endpoint");
    this.log = requireNonNull(log, "log");
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    if (closed) {
      return new InstrumentResult.Refused("the Prometheus provider is stopped");
    }
    MetricRegistry registry = registryFor(scope);
    InstrumentResult result;
    try {
      result = registry.open(definition);
    } catch (LinkageError e) {
      return new InstrumentResult.Refused("the application's simpleclient cannot be used: " + e);
    }
    if (registry == embedded && result instanceof InstrumentResult.Opened) {
      endpoint.start();
    }
    return result;
  }

  /** Starts the endpoint now, without waiting for a metric. */
  public void startEndpoint() {
    endpoint.start();
  }

  private MetricRegistry registryFor(ApplicationScope scope) {
    MetricRegistry registry;
    try {
      registry = scope.adapt(SIMPLECLIENT).orElse(embedded);
    } catch (AdapterException e) {
      // Better a metric at the second-best place than none.
      synchronized (misfits) {
        if (misfits.size() < MOST_MISFITS && misfits.add(String.valueOf(e.getMessage()))) {
          log.log(
              Level.WARNING,
              "the application's Prometheus registry cannot be used, its metrics go to the embedded"
                  + " one: "
                  + e.getMessage());
        }
      }
      return embedded;
    }
    if (registry != embedded) {
      synchronized (applicationRegistries) {
        if (applicationRegistries.add(registry)) {
          log.log(
              Level.INFO,
              "metrics of "
                  + scope.loader().map(Object::toString).orElse("the boot loader")
                  + " go to its own Prometheus registry");
        }
      }
    }
    return registry;
  }

  /** Takes every metric out of every registry and stops the endpoint. */
  @Override
  public void close() {
    closed = true;
    List<MetricRegistry> registries;
    synchronized (applicationRegistries) {
      registries = new ArrayList<>(applicationRegistries);
    }
    registries.forEach(MetricRegistry::close);
    embedded.close();
    endpoint.close();
  }
}
