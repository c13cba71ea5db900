package dev.leadline.provider.otel.component;

import dev.leadline.provider.otel.OtelMetricProvider;
import dev.leadline.provider.otel.agent.ShadedAgentPipeline;
import dev.leadline.provider.otel.embedded.EmbeddedPipeline;
import dev.leadline.provider.otel.embedded.EmbeddedSettings;
import dev.leadline.provider.otel.logging.VendorLogger;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link OtelMetricProvider} as a service. Its settings are OpenTelemetry's own. */
@Component(
    name = "dev.leadline.provider.otel",
    service = {MetricProvider.class, HealthCheck.class})
public final class OtelComponent implements MetricProvider, HealthCheck {
  private final OtelMetricProvider provider;

  @Activate
  public OtelComponent(BundleContext context, @Reference System.Logger log) {
    VendorLogger.sendTo(log);
    EmbeddedSettings settings = EmbeddedSettings.read(System::getProperty, System::getenv);
    provider =
        new OtelMetricProvider(
            context.getBundle().getVersion().toString(),
            new EmbeddedPipeline(settings, log),
            new ShadedAgentPipeline(log),
            log);
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

  @Override
  public String subject() {
    return provider.subject();
  }

  @Override
  public List<Problem> problems() {
    return provider.problems();
  }

  @Deactivate
  void stop() {
    provider.close();
    VendorLogger.sendTo(null);
  }
}
