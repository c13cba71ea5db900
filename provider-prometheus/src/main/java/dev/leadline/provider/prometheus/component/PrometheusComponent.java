package dev.leadline.provider.prometheus.component;

import dev.leadline.provider.prometheus.PrometheusMetricProvider;
import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import io.prometheus.client.CollectorRegistry;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@link PrometheusMetricProvider} as a service. Settings are framework properties, overridden by a
 * configuration of the same keys whose pid is the component's name.
 */
@Component(name = "dev.leadline.provider.prometheus", service = MetricProvider.class)
public final class PrometheusComponent implements MetricProvider {
  private final PrometheusMetricProvider provider;

  @Activate
  public PrometheusComponent(
      BundleContext context, Map<String, Object> configuration, @Reference System.Logger log) {
    PrometheusSettings settings =
        PrometheusSettings.read(
            key -> {
              Object configured = configuration.get(key);
              return configured == null ? context.getProperty(key) : configured.toString();
            });
    settings.problems().forEach(problem -> log.log(Level.WARNING, problem));
    CollectorRegistry registry = new CollectorRegistry(true);
    provider =
        new PrometheusMetricProvider(
            registry, new MetricsEndpoint(settings.endpoint(), registry, log), log);
    if (settings.startsAtBoot()) {
      provider.startEndpoint();
    }
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Claim claim(ApplicationScope scope) {
    return provider.claim(scope);
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return provider.open(definition, scope);
  }

  @Deactivate
  void stop() {
    provider.close();
  }
}
