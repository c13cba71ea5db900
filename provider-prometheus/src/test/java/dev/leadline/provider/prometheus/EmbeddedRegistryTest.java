package dev.leadline.provider.prometheus;

import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.MetricProviderTck;
import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract, for an application without simpleclient: read back by scraping the endpoint. */
class EmbeddedRegistryTest extends MetricProviderTck {
  private final CollectorRegistry registry = new CollectorRegistry(true);
  private final MetricsEndpoint endpoint =
      new MetricsEndpoint(Endpoints.anyPort(), registry, new RecordingLogger());
  private final PrometheusMetricProvider provider =
      new PrometheusMetricProvider(registry, endpoint, new RecordingLogger());

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public Map<String, ExportedMetric> export() {
    return ExpositionText.parse(Endpoints.scrape(endpoint, Endpoints.OPEN_METRICS));
  }

  @AfterEach
  void stop() {
    provider.close();
  }
}
