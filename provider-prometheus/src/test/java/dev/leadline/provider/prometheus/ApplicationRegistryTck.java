package dev.leadline.provider.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.MetricProviderTck;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract, in the application's own default registry: read back as its endpoint would. */
abstract class ApplicationRegistryTck extends MetricProviderTck {
  private final SimpleclientApplication application;
  private final AdapterRegistry adapters = new AdapterRegistry((module, packages, to) -> {});
  private final ApplicationScope scope;
  private final CollectorRegistry embedded = new CollectorRegistry(true);
  private final MetricsEndpoint endpoint =
      new MetricsEndpoint(Endpoints.anyPort(), embedded, new RecordingLogger());
  private final PrometheusMetricProvider provider =
      new PrometheusMetricProvider(embedded, endpoint, new RecordingLogger());

  ApplicationRegistryTck(String version) {
    application = new SimpleclientApplication(version);
    scope = adapters.scopeOf(application.loader());
  }

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public ApplicationScope scope() {
    return scope;
  }

  @Override
  public Map<String, ExportedMetric> export() {
    return application.export();
  }

  @AfterEach
  void nothingElseWasTouched() throws IOException {
    assertThat(embedded.metricFamilySamples().hasMoreElements()).isFalse();
    assertThat(endpoint.port()).isEmpty();
    provider.close();
    assertThat(application.export()).isEmpty();
    adapters.close();
    application.close();
  }
}
