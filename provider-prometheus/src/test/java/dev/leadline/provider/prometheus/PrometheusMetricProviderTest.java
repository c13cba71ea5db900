package dev.leadline.provider.prometheus;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
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
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.PlainApplicationScope;
import io.prometheus.client.CollectorRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  void readsBackWhatItsOwnRegistryHolds() {
    readsBack(plain);
  }

  @Test
  void readsBackWhatTheApplicationsRegistryHolds() throws Exception {
    for (String version : List.of(SimpleclientApplication.TODAY, SimpleclientApplication.OLD)) {
      try (SimpleclientApplication application = new SimpleclientApplication(version)) {
        readsBack(adapters.scopeOf(application.loader()));
      }
    }
  }

  @Test
  void takesAwayTheSeriesThatItIsToldToForget() throws Exception {
    takesAway(plain);
    for (String version : List.of(SimpleclientApplication.TODAY, SimpleclientApplication.OLD)) {
      try (SimpleclientApplication application = new SimpleclientApplication(version)) {
        takesAway(adapters.scopeOf(application.loader()));
      }
    }
  }

  private void takesAway(ApplicationScope scope) {
    try (Instrument counter = open(counter("jobs", "kind"), scope).instrument()) {
      counter.series(List.of("a")).record(3);
      counter.series(List.of("b")).record(4);
      counter.forget(List.of("a"));
      counter.forget(List.of("never seen"));
      counter.forget(List.of("too", "many"));
      assertThat(counter.read()).containsExactly(new SeriesReading.Scalar(List.of("b"), 4));
      counter.series(List.of("a")).record(1);
      assertThat(counter.read())
          .containsExactlyInAnyOrder(
              new SeriesReading.Scalar(List.of("a"), 1), new SeriesReading.Scalar(List.of("b"), 4));
    }
  }

  private void readsBack(ApplicationScope scope) {
    try (Instrument counter = open(counter("jobs", "kind"), scope).instrument();
        Instrument gauge = open(gauge("queue"), scope).instrument();
        Instrument histogram = open(histogram("latency", 0.5, 2), scope).instrument();
        Instrument summary = open(summary("size", Map.of(0.5, 0.01)), scope).instrument()) {
      counter.series(List.of("le")).record(3);
      counter.series(List.of("quantile")).record(4);
      gauge.series(List.of()).record(Double.NEGATIVE_INFINITY);
      for (double value : new double[] {0.5, 1, 1.5, 99}) {
        histogram.series(List.of()).record(value);
        summary.series(List.of()).record(value);
      }

      assertThat(counter.read())
          .containsExactlyInAnyOrder(
              new SeriesReading.Scalar(List.of("le"), 3),
              new SeriesReading.Scalar(List.of("quantile"), 4));
      assertThat(gauge.read())
          .containsExactly(new SeriesReading.Scalar(List.of(), Double.NEGATIVE_INFINITY));
      assertThat(histogram.read())
          .containsExactly(
              new SeriesReading.Distribution(
                  List.of(),
                  4,
                  102,
                  new TreeMap<>(Map.of(0.5, 1L, 2.0, 2L, Double.POSITIVE_INFINITY, 1L)),
                  new TreeMap<>()));
      assertThat(summary.read())
          .singleElement()
          .isInstanceOfSatisfying(
              SeriesReading.Distribution.class,
              reading -> {
                assertThat(reading.count()).isEqualTo(4);
                assertThat(reading.sum()).isEqualTo(102);
                assertThat(reading.buckets()).isEmpty();
                assertThat(reading.quantiles().get(0.5)).isBetween(0.5, 1.5);
              });
    }
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
      // Not its port, which it opens in its own time.
      assertThat(endpoint.isStarted()).isFalse();
      assertThat(log.lines()).isEmpty();
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
      assertThat(Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT)).contains("hits_total 4.0");
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
    assertThat(Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT))
        .contains("first_total 0.0")
        .contains("second_total 0.0");
    assertThat(log.lines().stream().filter(line -> line.startsWith("WARNING")))
        .singleElement()
        .asString()
        .endsWith("its metrics go elsewhere: it is {0} years old");
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
    assertThat(Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT)).doesNotContain("orders_total{");
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
}
