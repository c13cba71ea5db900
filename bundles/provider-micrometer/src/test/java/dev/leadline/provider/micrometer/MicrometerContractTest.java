package dev.leadline.provider.micrometer;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.described;
import static dev.leadline.testkit.metric.MetricDefinitions.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.provider.micrometer.composite.GlobalRegistry;
import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.ExportedValue;
import dev.leadline.testkit.metric.MetricProviderTck;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, with a Prometheus registry behind the global one: read back from that. */
class MicrometerContractTest extends MetricProviderTck {
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerMetricProvider provider =
      new MicrometerMetricProvider(System.getLogger("test"));
  private final GlobalRegistry adapter = new GlobalRegistry();

  /** The application's Micrometer is that of the test. */
  private final ApplicationScope scope =
      new ApplicationScope() {
        @Override
        public Optional<ClassLoader> loader() {
          return Optional.of(MicrometerContractTest.class.getClassLoader());
        }

        @Override
        public boolean canSee(String className) {
          return true;
        }

        @Override
        public <T> Optional<T> adapt(AdapterDescriptor<T> descriptor) {
          return Optional.of(descriptor.contract().cast(adapter));
        }
      };

  @BeforeEach
  void attach() {
    Metrics.addRegistry(prometheus);
  }

  @AfterEach
  void nothingIsLeft() {
    provider.close();
    assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
    Metrics.removeRegistry(prometheus);
    prometheus.close();
  }

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public ApplicationScope scope() {
    return scope;
  }

  /** Whole bounds do, and those of seconds: see the tests below. */
  @Override
  public boolean exportsBuckets() {
    return false;
  }

  /** A composite iterates over its registries for each record. */
  @Override
  public double allowedBytesPerRecord() {
    return 64;
  }

  /** Prometheus' name is the naming convention's; the contract asks by Micrometer's own. */
  @Override
  public Map<String, ExportedMetric> export() {
    Map<String, ExportedMetric> exported = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Metrics.globalRegistry
        .getMeters()
        .forEach(
            meter ->
                names.put(
                    prometheus
                        .config()
                        .namingConvention()
                        .name(
                            meter.getId().getName(),
                            meter.getId().getType(),
                            meter.getId().getBaseUnit())
                        .replaceAll("_total$", ""),
                    meter.getId().getName()));
    for (MetricSnapshot snapshot : prometheus.getPrometheusRegistry().scrape()) {
      String name = names.get(snapshot.getMetadata().getName());
      if (name != null) {
        exported.put(name, exported(snapshot));
      }
    }
    return exported;
  }

  private static ExportedMetric exported(MetricSnapshot snapshot) {
    Map<Map<String, String>, ExportedValue> series = new HashMap<>();
    for (DataPointSnapshot point : snapshot.getDataPoints()) {
      Map<String, String> labels = new HashMap<>();
      point.getLabels().forEach(label -> labels.put(label.getName(), label.getValue()));
      series.put(labels, value(point));
    }
    String help = snapshot.getMetadata().getHelp();
    String name = snapshot.getMetadata().getPrometheusName();
    return new ExportedMetric(
        help == null ? "" : help, name.endsWith("_seconds") ? "seconds" : "", series);
  }

  private static ExportedValue value(DataPointSnapshot point) {
    if (point instanceof CounterSnapshot.CounterDataPointSnapshot counter) {
      return new ExportedValue.Scalar(counter.getValue());
    }
    if (point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge) {
      return new ExportedValue.Scalar(gauge.getValue());
    }
    if (point instanceof SummarySnapshot.SummaryDataPointSnapshot summary) {
      return new ExportedValue.Distribution(summary.getCount(), summary.getSum(), new TreeMap<>());
    }
    var histogram = (HistogramSnapshot.HistogramDataPointSnapshot) point;
    TreeMap<Double, Double> buckets = new TreeMap<>();
    double below = 0;
    for (var bucket : histogram.getClassicBuckets()) {
      below += bucket.getCount();
      if (Double.isFinite(bucket.getUpperBound())) {
        buckets.put(bucket.getUpperBound(), below);
      }
    }
    return new ExportedValue.Distribution(below, histogram.getSum(), buckets);
  }

  @Test
  void claimsWhatTheAttachedRegistriesFeed() {
    assertThat(provider.claim(scope))
        .isEqualTo(
            new Claim(
                Standing.COLLECTED,
                Set.of("prometheus"),
                "the application's global Micrometer registry, for prometheus"));
  }

  @Test
  void aRegistryThatOnlyKeepsMetersIsNoReader() {
    Metrics.removeRegistry(prometheus);
    SimpleMeterRegistry simple = new SimpleMeterRegistry();
    Metrics.addRegistry(simple);
    assertThat(provider.claim(scope))
        .isEqualTo(Claim.none("nothing reads the application's global Micrometer registry"));
    Metrics.removeRegistry(simple);
  }

  @Test
  void leavesTheApplicationsOwnMetersAlone() {
    Metrics.counter("jobs").increment(7);
    assertThat(((Refused) provider.open(counter("jobs"), scope)).reason())
        .isEqualTo("the application has meters of its own that are called jobs");
    assertThat(Metrics.counter("jobs").count()).isEqualTo(7);
    Metrics.globalRegistry.remove(Metrics.counter("jobs"));
  }

  @Test
  void showsItsSeriesAsPrometheusHasThem() {
    Opened orders = open(counter("shop_orders", "tier"));
    orders.instrument().series(List.of("gold")).record(2.5);
    assertThat(prometheus.scrape()).contains("shop_orders_total{tier=\"gold\"} 2.5\n");
    orders.instrument().forget(List.of("gold"));
    assertThat(prometheus.scrape()).doesNotContain("gold");
  }

  @Test
  void bucketsOfSecondsAreExact() {
    Opened latency = open(described(histogram("latency", 0.5, 1, 10), "", "seconds"));
    for (double value : new double[] {0.25, 0.5, 0.75, 1, 5, 100}) {
      latency.instrument().series(List.of()).record(value);
    }
    assertThat(prometheus.scrape())
        .contains("latency_seconds_bucket{le=\"0.5\"} 2\n")
        .contains("latency_seconds_bucket{le=\"1.0\"} 4\n")
        .contains("latency_seconds_bucket{le=\"10.0\"} 5\n")
        .contains("latency_seconds_bucket{le=\"+Inf\"} 6\n")
        .contains("latency_seconds_sum 107.5\n");
  }

  @Test
  void wholeBucketsAreExactAndOthersAreLeftOut() {
    Opened sizes = open(histogram("sizes", 0.5, 1, 2.5, 10));
    for (double value : new double[] {0.25, 1, 1.25, 10, 10.5}) {
      sizes.instrument().series(List.of()).record(value);
    }
    assertThat(prometheus.scrape())
        .contains("sizes_bucket{le=\"1.0\"} 2\n")
        .contains("sizes_bucket{le=\"10.0\"} 4\n")
        .contains("sizes_bucket{le=\"+Inf\"} 5\n")
        .doesNotContain("le=\"0.5\"")
        .doesNotContain("le=\"2.5\"");
  }

  @Test
  void readsBackWhatItHas() {
    Opened latency = open(histogram("latency", 1, 2));
    latency.instrument().series(List.of()).record(1.5);
    latency.instrument().series(List.of()).record(9);
    assertThat(latency.instrument().read())
        .containsExactly(
            new SeriesReading.Distribution(
                List.of(),
                2,
                10.5,
                new TreeMap<>(Map.of(1.0, 0L, 2.0, 1L, Double.POSITIVE_INFINITY, 1L)),
                new TreeMap<>()));
  }
}
