package dev.leadline.testkit.metric;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.described;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static dev.leadline.testkit.metric.MetricDefinitions.histogram;
import static dev.leadline.testkit.metric.MetricDefinitions.metric;
import static dev.leadline.testkit.metric.MetricDefinitions.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leadline.sdk.metric.DistributionReader;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.sdk.metric.TotalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is recorded arrives, in the right series. */
interface RecordingContract extends ProviderUnderTest {

  @Test
  default void hasAShortStableName() {
    assertThat(provider().name()).matches("[a-z][a-z0-9-]{0,29}").isEqualTo(provider().name());
  }

  @Test
  default void countersAddUpFractionsIncluded() {
    Opened counter = open(counter("orders"));
    Series series = counter.instrument().series(List.of());
    series.record(1);
    series.record(0);
    series.record(2.5);
    assertThat(number(counter, Map.of())).isEqualTo(3.5);
  }

  /** Only for instruments that read totals; the others are told each value. */
  @Test
  default void countersThatReadTotalsShowThem() {
    Opened counter = open(counter("orders", "tier"));
    assumeThat(counter.instrument()).isInstanceOf(TotalReader.class);
    TotalReader reader = (TotalReader) counter.instrument();
    DoubleAdder gold = new DoubleAdder();
    DoubleAdder free = new DoubleAdder();
    reader.observe(List.of("gold"), gold::sum);
    reader.observe(List.of("free"), free::sum);
    gold.add(2.5);
    assertThat(number(counter, Map.of("tier", "gold"))).isEqualTo(2.5);
    assertThat(number(counter, Map.of("tier", "free"))).isZero();
    gold.add(1);
    free.add(7);
    assertThat(number(counter, Map.of("tier", "gold"))).isEqualTo(3.5);
    assertThat(number(counter, Map.of("tier", "free"))).isEqualTo(7);
  }

  /** Only for instruments that read distributions; the others are told each value. */
  @Test
  default void histogramsThatReadDistributionsShowThem() {
    Opened histogram = open(histogram("latency", 0.5, 1, 10));
    assumeThat(histogram.instrument()).isInstanceOf(DistributionReader.class);
    DistributionReader reader = (DistributionReader) histogram.instrument();
    assertThat(reader.bounds()).containsExactly(0.5, 1.0, 10.0);
    TreeMap<Double, Long> buckets =
        new TreeMap<>(Map.of(0.5, 2L, 1.0, 0L, 10.0, 3L, Double.POSITIVE_INFINITY, 1L));
    reader.observe(
        List.of(),
        () ->
            new SeriesReading.Distribution(
                List.of(), 6, 120.5, new TreeMap<>(buckets), new TreeMap<>()));
    ExportedValue.Distribution result = distribution(histogram, Map.of());
    assertThat(result.count()).isEqualTo(6);
    assertThat(result.sum()).isEqualTo(120.5);
    if (exportsBuckets()) {
      assertThat(result.buckets()).isEqualTo(new TreeMap<>(Map.of(0.5, 2.0, 1.0, 2.0, 10.0, 5.0)));
    }
    // What it is told all the same comes on top.
    histogram.instrument().series(List.of()).record(0.75);
    assertThat(distribution(histogram, Map.of()).count()).isEqualTo(7);
  }

  @Test
  default void gaugesKeepTheLastValueWhateverItIs() {
    Opened gauge = open(gauge("cache_entries"));
    Series series = gauge.instrument().series(List.of());
    for (double value : new double[] {5, -3.25, 0, Double.POSITIVE_INFINITY, 7}) {
      series.record(value);
      assertThat(number(gauge, Map.of())).isEqualTo(value);
    }
  }

  @Test
  default void histogramsCountPerBucketBoundsIncluded() {
    Opened histogram = open(histogram("latency", 0.5, 1, 10));
    Series series = histogram.instrument().series(List.of());
    for (double value : new double[] {0.25, 0.5, 0.75, 1, 5, 100}) {
      series.record(value);
    }
    ExportedValue.Distribution result = distribution(histogram, Map.of());
    assertThat(result.count()).isEqualTo(6);
    assertThat(result.sum()).isEqualTo(107.5);
    if (exportsBuckets()) {
      assertThat(result.buckets()).isEqualTo(new TreeMap<>(Map.of(0.5, 2.0, 1.0, 4.0, 10.0, 5.0)));
    }
  }

  @Test
  default void histogramsWithoutBucketsHaveDefaults() {
    Opened histogram = open(histogram("latency"));
    histogram.instrument().series(List.of()).record(0.3);
    ExportedValue.Distribution result = distribution(histogram, Map.of());
    assertThat(result.count()).isEqualTo(1);
    assertThat(result.sum()).isEqualTo(0.3);
    if (exportsBuckets()) {
      assertThat(result.buckets()).isNotEmpty();
    }
  }

  @Test
  default void summariesCountAndSum() {
    for (MetricDefinition definition :
        List.of(
            summary("sizes", Map.of()),
            summary("quantiled_sizes", Map.of(0.5, 0.05, 0.99, 0.001)))) {
      Opened summary = open(definition);
      Series series = summary.instrument().series(List.of());
      for (int i = 1; i <= 100; i++) {
        series.record(i);
      }
      ExportedValue.Distribution result = distribution(summary, Map.of());
      assertThat(result.count()).isEqualTo(100);
      assertThat(result.sum()).isEqualTo(5050);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void labelsMakeSeriesOfTheirOwn(MetricType type) {
    Opened metric = open(metric("labelled", type, "user_id", "region"));
    metric.instrument().series(List.of("u1", "eu")).record(1);
    metric.instrument().series(List.of("eu", "u1")).record(2);
    metric.instrument().series(List.of("u1", "us")).record(4);
    assertThat(total(metric, Map.of("user_id", "u1", "region", "eu"))).isEqualTo(1);
    assertThat(total(metric, Map.of("user_id", "eu", "region", "u1"))).isEqualTo(2);
    assertThat(total(metric, Map.of("user_id", "u1", "region", "us"))).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  default void equalLabelValuesAreTheSameSeries(MetricType type) {
    Opened metric = open(metric("same", type, "user_id"));
    metric.instrument().series(List.of("u1")).record(2);
    metric.instrument().series(new ArrayList<>(List.of(new String("u1")))).record(3);
    assertThat(exported(metric).series().keySet())
        .containsExactlyInAnyOrderElementsOf(List.of(Map.of("user_id", "u1")));
    assertThat(total(metric, Map.of("user_id", "u1"))).isEqualTo(type == MetricType.GAUGE ? 3 : 5);
  }

  /** Backends without types take the texts. */
  @ParameterizedTest
  @EnumSource
  default void labelsKeepTheirTypesWhereTheBackendHasTypes(MetricType type) {
    Opened metric = open(metric("typed", type, "name", "shard", "ratio", "fresh"));
    List<String> values = List.of("7", "7", "0.5", "true");
    List<LabelType> types =
        List.of(LabelType.TEXT, LabelType.LONG, LabelType.DOUBLE, LabelType.BOOLEAN);
    metric.instrument().series(values, types).record(2);
    metric.instrument().series(new ArrayList<>(values), types).record(3);
    Map<String, String> labels = Map.of("name", "7", "shard", "7", "ratio", "0.5", "fresh", "true");
    assertThat(exported(metric).series()).containsOnlyKeys(labels);
    assertThat(total(metric, labels)).isEqualTo(type == MetricType.GAUGE ? 3 : 5);
    Map<String, LabelType> exported = exportedLabelTypes(metric);
    if (!exported.isEmpty()) {
      assertThat(exported)
          .isEqualTo(
              Map.of(
                  "name", LabelType.TEXT,
                  "shard", LabelType.LONG,
                  "ratio", LabelType.DOUBLE,
                  "fresh", LabelType.BOOLEAN));
    }
  }

  @Test
  default void doesNotKeepTheListOfLabelValuesThatItIsGiven() {
    Opened metric = open(counter("reused_list", "user_id"));
    List<String> values = new ArrayList<>(List.of("u1"));
    metric.instrument().series(values).record(1);
    values.set(0, "u2");
    metric.instrument().series(values).record(10);
    assertThat(total(metric, Map.of("user_id", "u1"))).isEqualTo(1);
    assertThat(total(metric, Map.of("user_id", "u2"))).isEqualTo(10);
  }

  @Test
  default void helpAndUnitArrive() {
    assumeThat(exportsHelpAndUnit()).as("the backend takes help and unit").isTrue();
    Opened metric =
        open(described(histogram("session_duration"), "Length of a user session", "seconds"));
    // Not every backend shows a metric that nothing was recorded to.
    metric.instrument().series(List.of()).record(1);
    assertThat(exported(metric).help()).isEqualTo("Length of a user session");
    assertThat(exported(metric).unit()).isEqualTo("seconds");
  }
}
