package dev.leadline.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ElectionTest {
  private static final MetricDefinition COUNTER =
      new MetricDefinition(
          "orders", MetricType.COUNTER, List.of(), "", "", List.of(), new TreeMap<>());

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ClassLoader loader = new ClassLoader("shop", null) {};
  private final ApplicationScope scope =
      new AdapterRegistry((module, packages, to) -> {}).scopeOf(loader);
  private final ScopedMetrics metrics = new ScopedMetrics(false, PATIENCE, new Deaf());

  @Test
  void everyProviderWithoutRivalsGetsTheMetrics() {
    Election election =
        elect(claiming("statsd", Claim.independent()), claiming("file", Claim.independent()));
    assertThat(names(election)).containsExactly("file", "statsd");
  }

  @Test
  void ofRivalsTheOneWithTheBetterStandingGetsThem() {
    Election election =
        elect(
            claiming("prometheus", claim(Standing.USED, "prometheus")),
            claiming("micrometer", claim(Standing.COLLECTED, "prometheus", "datadog")),
            claiming("otel", claim(Standing.OWN, "opentelemetry")));
    assertThat(names(election)).containsExactly("micrometer", "otel");
    assertThat(election.yielding())
        .containsEntry("prometheus", "it yields to micrometer (the place of COLLECTED)");
  }

  @Test
  void equalsAreDecidedByName() {
    Election election =
        elect(
            claiming("b", claim(Standing.USED, "prometheus")),
            claiming("a", claim(Standing.USED, "prometheus")));
    assertThat(names(election)).containsExactly("a");
  }

  @Test
  void theLastResortIsForApplicationsWithNothingElse() {
    RecordingProvider embedded = claiming("prometheus", claim(Standing.LAST_RESORT, "prometheus"));
    assertThat(names(elect(embedded, claiming("otel", claim(Standing.COLLECTED, "opentelemetry")))))
        .containsExactly("otel");
    assertThat(names(elect(embedded, claiming("otel", Claim.none("no API")))))
        .containsExactly("prometheus");
    // A third party's own backend is no place of the application.
    assertThat(names(elect(embedded, claiming("statsd", Claim.independent()))))
        .containsExactly("statsd", "prometheus");
  }

  @Test
  void aProviderWhoseClaimThrowsIsCountedAndGetsNothing() {
    RecordingProvider broken =
        new RecordingProvider(
            "broken",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    ProviderHandle handle = handle(broken);
    Election election =
        Election.of(
            List.of(handle, handle(claiming("fine", Claim.independent()))), scope, List.of());
    assertThat(names(election)).containsExactly("fine");
    assertThat(election.faults())
        .containsEntry("broken", "it failed: java.lang.IllegalStateException: on purpose");
    assertThat(handle.health().failures()).isEqualTo(1);
  }

  @Test
  void metricsMoveWhenTheApplicationHasSetUpItsRegistry() throws InterruptedException {
    Claim[] micrometer = {Claim.none("the global registry is empty")};
    RecordingProvider late = new RecordingProvider("micrometer", () -> micrometer[0]);
    RecordingProvider embedded = claiming("prometheus", claim(Standing.LAST_RESORT, "prometheus"));
    metrics.add(late);
    metrics.add(embedded);
    ScopedMetric metric = metrics.acquire(COUNTER, 10, loader, scope);
    assertThat(metric.exposedNames()).containsExactly("prometheus:orders");
    assertThat(metrics.takeNews()).isEmpty();

    micrometer[0] = claim(Standing.COLLECTED, "prometheus");
    org.awaitility.Awaitility.await().until(metrics::review);
    assertThat(metric.exposedNames()).containsExactly("micrometer:orders");
    assertThat(embedded.open).isZero();
    assertThat(late.open).isEqualTo(1);
    assertThat(metrics.takeNews())
        .singleElement()
        .asString()
        .startsWith("metrics of ")
        .endsWith(" go to [micrometer (the place of COLLECTED)]");
    assertThat(metrics.review()).isFalse();
    assertThat(metrics.takeNews()).isEmpty();
    metrics.release(List.of(metric));
    assertThat(late.open).isZero();
  }

  @Test
  void whatIsOpenStaysWhereNothingButTheStandingHasChanged() {
    Standing[] standing = {Standing.PRESENT};
    AtomicInteger asked = new AtomicInteger();
    RecordingProvider own =
        new RecordingProvider(
            "prometheus",
            () -> {
              asked.incrementAndGet();
              return new Claim(standing[0], Set.of("prometheus"), "the application's registry");
            });
    metrics.add(own);
    ScopedMetric metric = metrics.acquire(COUNTER, 10, loader, scope);
    metrics.takeNews();

    standing[0] = Standing.USED;
    int before = asked.get();
    List<Boolean> moved = new ArrayList<>();
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              moved.add(metrics.review());
              return asked.get() > before;
            });
    assertThat(moved).containsOnly(false);
    assertThat(own.opened).isEqualTo(1);
    assertThat(metrics.takeNews()).isEmpty();
    metrics.release(List.of(metric));
    assertThat(own.open).isZero();
  }

  private Election elect(RecordingProvider... providers) {
    return Election.of(
        Arrays.stream(providers).map(ElectionTest::handle).toList(), scope, List.of());
  }

  private static ProviderHandle handle(RecordingProvider provider) {
    return new ProviderHandle(provider, PATIENCE, new Deaf());
  }

  private static List<String> names(Election election) {
    return election.seats().stream().map(seat -> seat.provider().name()).toList();
  }

  private static Claim claim(Standing standing, String... destinations) {
    return new Claim(standing, Set.of(destinations), "the place of " + standing);
  }

  private static RecordingProvider claiming(String name, Claim claim) {
    return new RecordingProvider(name, () -> claim);
  }

  /** Does not care. */
  private static final class Deaf implements ProviderListener {
    @Override
    public void disabled(ProviderHandle provider) {}

    @Override
    public void blocked(ProviderHandle provider, String call) {}

    @Override
    public void answered(ProviderHandle provider) {}
  }

  /** Counts its open instruments. */
  private static final class RecordingProvider implements MetricProvider {
    private final String name;
    private final Supplier<Claim> claim;
    private int open;
    private int opened;

    private RecordingProvider(String name, Supplier<Claim> claim) {
      this.name = name;
      this.claim = claim;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Claim claim(ApplicationScope scope) {
      return claim.get();
    }

    @Override
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      open++;
      opened++;
      return new InstrumentResult.Opened(
          new Instrument() {
            @Override
            public Series series(List<String> labelValues) {
              return value -> {};
            }

            @Override
            public void close() {
              open--;
            }
          },
          definition.name());
    }
  }
}
