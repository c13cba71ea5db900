package dev.leadline.provider.prometheus.simpleclient;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.prometheus.naming.ExposedMetric;
import dev.leadline.provider.prometheus.registry.MetricRegistry;
import dev.leadline.provider.prometheus.registry.Registration;
import dev.leadline.provider.prometheus.registry.RegistryContent;
import dev.leadline.provider.prometheus.registry.SharedMetrics;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import io.prometheus.client.CollectorRegistry;

/** A {@link CollectorRegistry} as the provider uses it. */
public final class SimpleclientRegistry implements MetricRegistry {
  private final CollectorRegistry registry;
  private final SharedMetrics metrics = new SharedMetrics(this::register);
  private final RegistryContent content;

  /** The default registry of the copy of simpleclient that this class is linked to. */
  public SimpleclientRegistry() {
    this(CollectorRegistry.defaultRegistry);
  }

  public SimpleclientRegistry(CollectorRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    this.content = new RegistryContent(registry, "collectorsToNames");
  }

  @Override
  public boolean isUsed() {
    return content.size() > metrics.size();
  }

  @Override
  public InstrumentResult open(MetricDefinition definition) {
    return metrics.open(definition);
  }

  @Override
  public void close() {
    metrics.close();
  }

  private Registration register(ExposedMetric metric) {
    RegisteredCollector collector = RegisteredCollector.of(metric, registry);
    try {
      registry.register(collector.collector());
    } catch (IllegalArgumentException taken) {
      return new Registration.Taken(String.valueOf(taken.getMessage()));
    }
    return collector;
  }
}
