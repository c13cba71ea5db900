package dev.leadline.provider.micrometer;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.micrometer.registry.MeterRegistryAdapter;
import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Standing;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Feeds {@code Metrics.globalRegistry} of the application's own Micrometer. That is a composite: it
 * passes on to the registries that the application has attached, as Spring Boot does by default
 * ({@code management.metrics.use-global-registry}), and while there is none, nobody reads it; then
 * this provider has no place.
 */
public final class MicrometerMetricProvider implements MetricProvider, AutoCloseable {

  private static final AdapterDescriptor<MeterRegistryAdapter> MICROMETER =
      new AdapterDescriptor<>(
          MeterRegistryAdapter.class,
          "dev.leadline.provider.micrometer.composite.GlobalRegistry",
          "io.micrometer.core.instrument.Metrics",
          List.of("io.micrometer"));

  /** A server that redeploys for years must not fill our memory with what we told it. */
  private static final int MOST_MISFITS = 100;

  private final System.Logger log;

  /** Held weakly, as they belong to the applications. Guarded by itself. */
  private final Set<MeterRegistryAdapter> adapters = Collections.newSetFromMap(new WeakHashMap<>());

  /** What was logged, so that a hundred tracepoints do not repeat it. Guarded by itself. */
  private final Set<String> misfits = new HashSet<>();

  private volatile boolean closed;

  public MicrometerMetricProvider(System.Logger log) {
    this.log = requireNonNull(log, "log");
  }

  @Override
  public String name() {
    return "micrometer";
  }

  @Override
  public Claim claim(ApplicationScope scope) {
    Optional<MeterRegistryAdapter> adapter = adapter(scope);
    if (adapter.isEmpty()) {
      return Claim.none("the application has no Micrometer");
    }
    Set<String> destinations;
    try {
      destinations = adapter.get().destinations();
    } catch (LinkageError misfit) {
      tellMisfit(misfit.toString());
      return Claim.none("the application's Micrometer cannot be used: " + misfit);
    }
    return destinations.isEmpty()
        ? Claim.none("nothing reads the application's global Micrometer registry")
        : new Claim(
            Standing.COLLECTED,
            destinations,
            "the application's global Micrometer registry, for "
                + String.join(", ", destinations.stream().sorted().toList()));
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    if (closed) {
      return new InstrumentResult.Refused("the Micrometer provider is stopped");
    }
    Optional<MeterRegistryAdapter> adapter = adapter(scope);
    if (adapter.isEmpty()) {
      return new InstrumentResult.Refused("the application has no Micrometer");
    }
    try {
      return adapter.get().open(definition);
    } catch (LinkageError e) {
      return new InstrumentResult.Refused("the application's Micrometer cannot be used: " + e);
    }
  }

  private Optional<MeterRegistryAdapter> adapter(ApplicationScope scope) {
    try {
      Optional<MeterRegistryAdapter> adapter = scope.adapt(MICROMETER);
      synchronized (adapters) {
        adapter.ifPresent(adapters::add);
      }
      return adapter;
    } catch (AdapterException misfit) {
      tellMisfit(String.valueOf(misfit.getMessage()));
      return Optional.empty();
    }
  }

  private void tellMisfit(String reason) {
    synchronized (misfits) {
      if (misfits.size() < MOST_MISFITS && misfits.add(reason)) {
        log.log(Level.WARNING, "the application's Micrometer cannot be used: " + reason);
      }
    }
  }

  /** Takes every meter out of every registry. */
  @Override
  public void close() {
    closed = true;
    List<MeterRegistryAdapter> all;
    synchronized (adapters) {
      all = new ArrayList<>(adapters);
    }
    all.forEach(MeterRegistryAdapter::close);
  }
}
