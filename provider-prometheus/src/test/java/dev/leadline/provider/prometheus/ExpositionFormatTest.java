package dev.leadline.provider.prometheus;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.described;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static dev.leadline.testkit.metric.MetricDefinitions.histogram;
import static dev.leadline.testkit.metric.MetricDefinitions.summary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.PlainApplicationScope;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape of the embedded endpoint answers, to the letter. */
class ExpositionFormatTest {
  private final RecordingLogger log = new RecordingLogger();
  private final CollectorRegistry registry = new CollectorRegistry(true);
  private final MetricsEndpoint endpoint = new MetricsEndpoint(Endpoints.anyPort(), registry, log);
  private final PrometheusMetricProvider provider =
      new PrometheusMetricProvider(registry, endpoint, log);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void exposesACounterInTheTextFormat() {
    MetricDefinition definition =
        described(counter("session_created", "user_id"), "Sessions\nby user", "");
    Opened counter = open(definition);
    assertThat(counter.exposedName()).isEqualTo("session_created_total");
    counter.instrument().series(List.of("u\"1\\")).record(3);

    assertThat(withoutCreatedSeries())
        .isEqualTo(
            """
            # HELP session_created_total Sessions\\nby user
            # TYPE session_created_total counter
            session_created_total{user_id="u\\"1\\\\",} 3.0
            """);
  }

  @Test
  void exposesAHistogramInTheTextFormat() {
    Opened histogram = open(described(histogram("session_duration", 0.5, 1), "Length", "seconds"));
    assertThat(histogram.exposedName()).isEqualTo("session_duration_seconds");
    histogram.instrument().series(List.of()).record(0.5);
    histogram.instrument().series(List.of()).record(2);

    assertThat(withoutCreatedSeries())
        .isEqualTo(
            """
            # HELP session_duration_seconds Length
            # TYPE session_duration_seconds histogram
            session_duration_seconds_bucket{le="0.5",} 1.0
            session_duration_seconds_bucket{le="1.0",} 1.0
            session_duration_seconds_bucket{le="+Inf",} 2.0
            session_duration_seconds_count 2.0
            session_duration_seconds_sum 2.5
            """);
  }

  @Test
  void exposesASummaryWithItsQuantilesInTheTextFormat() {
    Opened summary = open(summary("size", Map.of(0.5, 0.01, 1.0, 0.0)));
    for (int i = 1; i <= 9; i++) {
      summary.instrument().series(List.of()).record(i);
    }
    assertThat(withoutCreatedSeries())
        .isEqualTo(
            """
            # HELP size size, recorded by Leadline
            # TYPE size summary
            size{quantile="0.5",} 5.0
            size{quantile="1.0",} 9.0
            size_count 9.0
            size_sum 45.0
            """);
  }

  @Test
  void exposesAGaugeWithLabelsThatHadToBeRenamed() {
    Opened gauge = open(gauge("shop_cache_size", "cache.name", "__region"));
    gauge.instrument().series(List.of("products", "")).record(Double.POSITIVE_INFINITY);
    assertThat(withoutCreatedSeries())
        .isEqualTo(
            """
            # HELP shop_cache_size shop_cache_size, recorded by Leadline
            # TYPE shop_cache_size gauge
            shop_cache_size{cache_name="products",_region="",} +Inf
            """);
  }

  @Test
  void tellsTheUnitInOpenMetrics() {
    open(described(gauge("shop_cache_size"), "Entries", "items"));
    assertThat(Endpoints.scrape(endpoint, Endpoints.OPEN_METRICS))
        .isEqualTo(
            """
            # TYPE shop_cache_size_items gauge
            # UNIT shop_cache_size_items items
            # HELP shop_cache_size_items Entries
            shop_cache_size_items 0.0
            # EOF
            """);
  }

  private Opened open(MetricDefinition definition) {
    return (Opened) provider.open(definition, new PlainApplicationScope());
  }

  /** The scraped text without the families that tell when a series was made: they hold times. */
  private String withoutCreatedSeries() {
    StringBuilder text = new StringBuilder();
    Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT)
        .lines()
        .filter(line -> !line.matches("(# (HELP|TYPE) )?\\w+_created[ {].*"))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
