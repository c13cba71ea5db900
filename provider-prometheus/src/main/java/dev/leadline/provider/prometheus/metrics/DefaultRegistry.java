package dev.leadline.provider.prometheus.metrics;

import dev.leadline.provider.prometheus.naming.ExposedMetric;
import dev.leadline.provider.prometheus.registry.MetricRegistry;
import dev.leadline.provider.prometheus.registry.Registration;
import dev.leadline.provider.prometheus.registry.RegistryContent;
import dev.leadline.provider.prometheus.registry.SharedMetrics;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** {@link PrometheusRegistry#defaultRegistry} of the copy that this class is linked to. */
public final class DefaultRegistry implements MetricRegistry {
  private final PrometheusRegistry registry = PrometheusRegistry.defaultRegistry;
  private final SharedMetrics metrics = new SharedMetrics(this::register);
  private final RegistryContent content =
      new RegistryContent(registry, "collectors", "multiCollectors");

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
    RegisteredMetric registered;
    try {
      registered = RegisteredMetric.of(metric, registry);
    } catch (IllegalArgumentException unfit) {
      return new Registration.Unfit(String.valueOf(unfit.getMessage()));
    }
    try {
      registry.register(registered.vendor());
      return registered;
    } catch (IllegalArgumentException | IllegalStateException taken) {
      return new Registration.Taken(String.valueOf(taken.getMessage()));
    }
  }
}
