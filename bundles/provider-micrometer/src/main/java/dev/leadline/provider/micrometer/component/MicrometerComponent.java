package dev.leadline.provider.micrometer.component;

import dev.leadline.provider.micrometer.MicrometerMetricProvider;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link MicrometerMetricProvider} as a service. It has no settings. */
@Component(name = "dev.leadline.provider.micrometer", service = MetricProvider.class)
public final class MicrometerComponent implements MetricProvider {
  private final MicrometerMetricProvider provider;

  @Activate
  public MicrometerComponent(@Reference System.Logger log) {
    provider = new MicrometerMetricProvider(log);
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
