package dev.leadline.provider.prometheus;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.described;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static dev.leadline.testkit.metric.MetricDefinitions.histogram;
import static dev.leadline.testkit.metric.MetricDefinitions.metric;
import static dev.leadline.testkit.metric.MetricDefinitions.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.testkit.metric.PlainApplicationScope;
import io.prometheus.client.CollectorRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is Prometheus' own, beyond the contract of all providers. */
class PrometheusMetricProviderTest {
  private final RecordingLogger log = new RecordingLogger();
  private final CollectorRegistry registry = new CollectorRegistry(true);
  private final MetricsEndpoint endpoint = new MetricsEndpoint(Endpoints.anyPort(), registry, log);
  private final PrometheusMetricProvider provider =
      new PrometheusMetricProvider(registry, endpoint, log);
  private final ApplicationScope plain = new PlainApplicationScope();
  private final AdapterRegistry adapters = new AdapterRegistry((module, packages, to) -> {});

  @AfterEach
  void stop() {
    provider.close();
    adapters.close();
  }

  @Test
  void exposesACounterInTheTextFormat() {
    MetricDefinition definition =
        described(counter("session_created", "user_id"), "Sessions\nby user", "");
    Opened counter = open(definition, plain);
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
    Opened histogram =
        open(described(histogram("session_duration", 0.5, 1), "Length", "seconds"), plain);
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
    Opened summary = open(summary("size", Map.of(0.5, 0.01, 1.0, 0.0)), plain);
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
    Opened gauge = open(gauge("shop_cache_size", "cache.name", "__region"), plain);
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
    open(described(gauge("shop_cache_size"), "Entries", "items"), plain);
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

  @Test
  void refusesLabelsThatBecomeTheSame() {
    assertThat(refused(gauge("g", "user.id", "user_id"), plain))
        .isEqualTo("the labels \"user.id\" and \"user_id\" are both \"user_id\" for Prometheus");
  }

  @Test
  void refusesTwoMetricsThatWouldBecomeOne() {
    open(gauge("queue.size"), plain);
    assertThat(refused(gauge("queue-size"), plain))
        .isEqualTo("queue_size is there already for the metric \"queue.size\"");
  }

  @Test
  void saysWhatAConflictIsWith() {
    open(counter("jobs_total"), plain);
    assertThat(refused(counter("jobs_total", "kind"), plain))
        .isEqualTo("jobs_total is there already as a COUNTER with labels []");
    assertThat(refused(gauge("jobs"), plain))
        .isEqualTo("the GAUGE jobs needs a name that belongs to the COUNTER jobs_total");
    open(metric("latency", MetricType.HISTOGRAM), plain);
    assertThat(refused(gauge("latency_count"), plain))
        .isEqualTo("the GAUGE latency_count needs a name that belongs to the HISTOGRAM latency");
  }

  @Test
  void refusesANameThatTheApplicationUsesItself() throws Exception {
    for (String version : List.of(SimpleclientApplication.TODAY, SimpleclientApplication.OLD)) {
      try (SimpleclientApplication application = new SimpleclientApplication(version)) {
        application.registerGauge("shop_queue");
        assertThat(refused(gauge("shop_queue"), adapters.scopeOf(application.loader())))
            .startsWith("the registry has a metric of somebody else that uses this name: ")
            .contains("shop_queue");
        assertThat(application.exposition()).contains("shop_queue 0.0");
      }
    }
  }

  @Test
  void opensNoPortBesideAnApplicationThatHasARegistry() throws Exception {
    try (SimpleclientApplication application =
        new SimpleclientApplication(SimpleclientApplication.TODAY)) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      open(counter("first"), scope).instrument().series(List.of()).record(1);
      open(counter("second"), scope);
      assertThat(application.exposition()).contains("first_total 1.0").contains("second_total 0.0");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("INFO metrics of ")
          .endsWith(" go to its own Prometheus registry");
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("leadline-prometheus-endpoint"));
    }
  }

  @Test
  void keepsApplicationsApart() throws Exception {
    try (SimpleclientApplication first =
            new SimpleclientApplication(SimpleclientApplication.TODAY);
        SimpleclientApplication second = new SimpleclientApplication(SimpleclientApplication.OLD)) {
      open(counter("hits"), adapters.scopeOf(first.loader()))
          .instrument()
          .series(List.of())
          .record(1);
      open(counter("hits"), adapters.scopeOf(second.loader()))
          .instrument()
          .series(List.of())
          .record(2);
      open(counter("hits"), plain).instrument().series(List.of()).record(4);
      assertThat(first.exposition()).contains("hits_total 1.0");
      assertThat(second.exposition()).contains("hits_total 2.0");
      assertThat(withoutCreatedSeries()).contains("hits_total 4.0");
    }
  }

  @Test
  void survivesAnApplicationThatClearsItsRegistry() throws Exception {
    try (SimpleclientApplication application =
        new SimpleclientApplication(SimpleclientApplication.TODAY)) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      Opened counter = open(counter("cleared"), scope);
      application.clearRegistry();
      counter.instrument().series(List.of()).record(1);
      counter.instrument().close();
      open(counter("cleared"), scope).instrument().series(List.of()).record(1);
      assertThat(application.exposition()).contains("cleared_total 1.0");
    }
  }

  @Test
  void usesTheEmbeddedRegistryWhenTheAdapterDoesNotFitAndSaysSoOnce() {
    ApplicationScope misfit =
        new ApplicationScope() {
          @Override
          public Optional<ClassLoader> loader() {
            return Optional.empty();
          }

          @Override
          public boolean canSee(String className) {
            return true;
          }

          @Override
          public <T> Optional<T> adapt(AdapterDescriptor<T> descriptor) throws AdapterException {
            throw new AdapterException("it is {0} years old", new NoSuchMethodError("register"));
          }
        };
    open(counter("first"), misfit);
    open(counter("second"), misfit);
    assertThat(withoutCreatedSeries()).contains("first_total 0.0").contains("second_total 0.0");
    assertThat(log.lines().stream().filter(line -> line.startsWith("WARNING")))
        .singleElement()
        .asString()
        .endsWith("its metrics go to the embedded one: it is {0} years old");
  }

  @Test
  void takesItsMetricsAlongWhenItGoes() throws Exception {
    try (SimpleclientApplication application =
        new SimpleclientApplication(SimpleclientApplication.TODAY)) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      Opened forgotten = open(counter("forgotten"), scope);
      Opened embedded = open(counter("embedded"), plain);
      provider.close();

      assertThat(application.exposition()).doesNotContain("forgotten");
      assertThat(registry.metricFamilySamples().hasMoreElements()).isFalse();
      assertThat(refused(counter("late"), plain)).isEqualTo("the Prometheus provider is stopped");
      embedded.instrument().series(List.of()).record(1);
      embedded.instrument().close();
      forgotten.instrument().close();
    }
  }

  @Test
  void letsADroppedApplicationBeCollected() throws Exception {
    WeakReference<ClassLoader> application = useAndDropAnApplication();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return application.get() == null;
            });
    // The provider was there all the time.
    open(counter("after"), plain);
  }

  private WeakReference<ClassLoader> useAndDropAnApplication() throws Exception {
    try (SimpleclientApplication application =
        new SimpleclientApplication(SimpleclientApplication.TODAY)) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      open(counter("closed"), scope).instrument().close();
      // The application may go without anybody having closed this one.
      open(counter("left_open", "kind"), scope).instrument().series(List.of("a")).record(1);
      return new WeakReference<>(application.loader());
    }
  }

  @Test
  void discardsWhatIsRecordedWithTheWrongNumberOfLabels() {
    Opened counter = open(counter("orders", "kind"), plain);
    counter.instrument().series(List.of()).record(1);
    counter.instrument().series(List.of("a", "b")).record(1);
    assertThat(withoutCreatedSeries()).doesNotContain("orders_total{");
  }

  @Test
  void canStartTheEndpointBeforeAnyMetric() {
    provider.startEndpoint();
    assertThat(Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT)).isEmpty();
  }

  private Opened open(MetricDefinition definition, ApplicationScope scope) {
    InstrumentResult result = provider.open(definition, scope);
    assertThat(result).isInstanceOf(Opened.class);
    return (Opened) result;
  }

  private String refused(MetricDefinition definition, ApplicationScope scope) {
    InstrumentResult result = provider.open(definition, scope);
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
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
