package dev.leadline.provider.prometheus;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.provider.prometheus.registry.MetricRegistry;
import dev.leadline.provider.prometheus.simpleclient.SimpleclientRegistry;
import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Standing;
import io.prometheus.client.CollectorRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Feeds the application's own default registry when it has simpleclient or prometheus-metrics 1.x,
 * else the embedded one.
 *
 * <p>The endpoint of the embedded registry starts with the first instrument that needs it. An
 * application with a registry of its own gets no port opened beside it, and one without tracepoints
 * neither. And the JDK's HTTP server, which makes itself a logger, thereby starts {@code
 * java.util.logging} where that is configured on the command line: not before the application's own
 * classes run. An operator who wants the endpoint from the start calls {@link #startEndpoint} (a
 * setting of the component).
 */
public final class PrometheusMetricProvider implements MetricProvider, AutoCloseable {

  private static final Set<String> DESTINATIONS = Set.of("prometheus");

  /**
   * How an application's own libraries are fed, the one first that is taken of two that are alike.
   */
  private static final List<Library> LIBRARIES =
      List.of(
          new Library(
              "simpleclient",
              new AdapterDescriptor<>(
                  MetricRegistry.class,
                  "dev.leadline.provider.prometheus.simpleclient.SimpleclientRegistry",
                  "io.prometheus.client.CollectorRegistry",
                  List.of("io.prometheus.client"))),
          new Library(
              "prometheus-metrics",
              new AdapterDescriptor<>(
                  MetricRegistry.class,
                  "dev.leadline.provider.prometheus.metrics.DefaultRegistry",
                  "io.prometheus.metrics.core.metrics.Counter",
                  List.of("io.prometheus.metrics"))));

  private record Library(String name, AdapterDescriptor<MetricRegistry> descriptor) {}

  /** A registry, and what is to be said for it. */
  private record Choice(MetricRegistry registry, Standing standing, String place) {}

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
  private volatile boolean isEndpointWanted;

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
  public Claim claim(ApplicationScope scope) {
    Choice choice = choose(scope);
    return new Claim(choice.standing(), DESTINATIONS, choice.place());
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    if (closed) {
      return new InstrumentResult.Refused("the Prometheus provider is stopped");
    }
    MetricRegistry registry = choose(scope).registry();
    InstrumentResult result;
    try {
      result = registry.open(definition);
    } catch (LinkageError e) {
      return new InstrumentResult.Refused(
          "the application's Prometheus library cannot be used: " + e);
    }
    if (registry == embedded && result instanceof InstrumentResult.Opened) {
      endpoint.start();
    }
    return result;
  }

  /**
   * Starts the endpoint now, without waiting for a metric: somebody wants it, beside whatever other
   * place an application may have.
   */
  public void startEndpoint() {
    isEndpointWanted = true;
    endpoint.start();
  }

  private Choice choose(ApplicationScope scope) {
    Choice best =
        new Choice(
            embedded,
            isEndpointWanted ? Standing.OWN : Standing.LAST_RESORT,
            "an endpoint of Leadline's own");
    for (Library library : LIBRARIES) {
      Optional<MetricRegistry> registry = registryOf(library, scope);
      if (registry.isPresent()) {
        Standing standing = registry.get().isUsed() ? Standing.USED : Standing.PRESENT;
        if (standing.compareTo(best.standing()) > 0) {
          best =
              new Choice(
                  registry.get(),
                  standing,
                  "the application's default registry of " + library.name());
        }
      }
    }
    return best;
  }

  private Optional<MetricRegistry> registryOf(Library library, ApplicationScope scope) {
    try {
      Optional<MetricRegistry> registry = scope.adapt(library.descriptor());
      synchronized (applicationRegistries) {
        registry.ifPresent(applicationRegistries::add);
      }
      return registry;
    } catch (AdapterException e) {
      // Better a metric at the second-best place than none.
      synchronized (misfits) {
        if (misfits.size() < MOST_MISFITS && misfits.add(String.valueOf(e.getMessage()))) {
          log.log(
              Level.WARNING,
              "the application's Prometheus registry cannot be used, its metrics go elsewhere: "
                  + e.getMessage());
        }
      }
      return Optional.empty();
    }
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
