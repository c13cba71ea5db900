package dev.leadline.provider.prometheus.metrics;

import dev.leadline.provider.prometheus.naming.ExposedMetric;
import dev.leadline.provider.prometheus.registry.Registration;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One metric of the library.
 *
 * <p>HOT PATH: a series is bound to the library's data point and costs what that costs.
 */
final class RegisteredMetric implements Registration.Registered {
  private static final Set<String> RESERVED = Set.of("total", "created", "bucket", "info");

  private final ExposedMetric metric;
  private final Collector vendor;
  private final PrometheusRegistry registry;
  private final Function<String[], Series> binder;

  /** By the metric's own class: the one that declares it is not public in every version. */
  private final Consumer<String[]> remover;

  private RegisteredMetric(
      ExposedMetric metric,
      Collector vendor,
      PrometheusRegistry registry,
      Function<String[], Series> binder,
      Consumer<String[]> remover) {
    this.metric = metric;
    this.vendor = vendor;
    this.registry = registry;
    this.binder = binder;
    this.remover = remover;
  }

  /**
   * The metric, not yet registered.
   *
   * @throws IllegalArgumentException when the library does not accept a name
   */
  static RegisteredMetric of(ExposedMetric metric, PrometheusRegistry registry) {
    return switch (metric.type()) {
      case COUNTER -> {
        Counter counter = described(Counter.builder(), metric).withoutExemplars().build();
        yield new RegisteredMetric(
            metric,
            counter,
            registry,
            values -> counter.labelValues(values)::inc,
            values -> counter.remove(values));
      }
      case GAUGE -> {
        Gauge gauge = described(Gauge.builder(), metric).withoutExemplars().build();
        yield new RegisteredMetric(
            metric,
            gauge,
            registry,
            values -> gauge.labelValues(values)::set,
            values -> gauge.remove(values));
      }
      case HISTOGRAM -> {
        Histogram.Builder builder =
            described(Histogram.builder(), metric).withoutExemplars().classicOnly();
        if (!metric.buckets().isEmpty()) {
          builder.classicUpperBounds(
              metric.buckets().stream().mapToDouble(Double::doubleValue).toArray());
        }
        Histogram histogram = builder.build();
        yield new RegisteredMetric(
            metric,
            histogram,
            registry,
            values -> histogram.labelValues(values)::observe,
            values -> histogram.remove(values));
      }
      case SUMMARY -> {
        Summary.Builder builder = described(Summary.builder(), metric).withoutExemplars();
        metric.quantiles().forEach(builder::quantile);
        Summary summary = builder.build();
        yield new RegisteredMetric(
            metric,
            summary,
            registry,
            values -> summary.labelValues(values)::observe,
            values -> summary.remove(values));
      }
    };
  }

  private static <B extends MetricWithFixedMetadata.Builder<B, ?>> B described(
      B builder, ExposedMetric metric) {
    builder.name(withoutTotal(metric.name()));
    builder.help(metric.help()).labelNames(metric.labelNames().toArray(String[]::new));
    // A unit that is a reserved suffix is refused by some versions, and doubled by others.
    if (!metric.unit().isEmpty() && !RESERVED.contains(metric.unit())) {
      builder.unit(new Unit(metric.unit()));
    }
    return builder;
  }

  /**
   * The library puts the suffix of a counter there itself; for other types some versions refuse it
   * and others take it away.
   */
  private static String withoutTotal(String name) {
    String stem = name;
    while (stem.endsWith("_total")) {
      stem = stem.substring(0, stem.length() - "_total".length());
    }
    return stem.isEmpty() ? "_" : stem;
  }

  @Override
  public String exposedName(String given) {
    return metric.type() == MetricType.COUNTER
        ? withoutTotal(given) + "_total"
        : withoutTotal(given);
  }

  Collector vendor() {
    return vendor;
  }

  @Override
  public Series series(List<String> labelValues) {
    return binder.apply(labelValues.toArray(String[]::new));
  }

  @Override
  public void forget(List<String> labelValues) {
    remover.accept(labelValues.toArray(String[]::new));
  }

  @Override
  public List<SeriesReading> read() {
    List<SeriesReading> readings = new ArrayList<>();
    for (DataPointSnapshot point : vendor.collect().getDataPoints()) {
      List<String> labels = new ArrayList<>();
      for (String label : metric.labelNames()) {
        String value = point.getLabels().get(label);
        labels.add(value == null ? "" : value);
      }
      readings.add(reading(labels, point));
    }
    return readings;
  }

  private static SeriesReading reading(List<String> labels, DataPointSnapshot point) {
    if (point instanceof CounterSnapshot.CounterDataPointSnapshot counter) {
      return new SeriesReading.Scalar(labels, counter.getValue());
    }
    if (point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge) {
      return new SeriesReading.Scalar(labels, gauge.getValue());
    }
    SortedMap<Double, Long> buckets = new TreeMap<>();
    SortedMap<Double, Double> quantiles = new TreeMap<>();
    if (point instanceof HistogramSnapshot.HistogramDataPointSnapshot histogram) {
      long count = 0;
      for (var bucket : histogram.getClassicBuckets()) {
        buckets.put(bucket.getUpperBound(), bucket.getCount());
        count += bucket.getCount();
      }
      return new SeriesReading.Distribution(labels, count, histogram.getSum(), buckets, quantiles);
    }
    var summary = (SummarySnapshot.SummaryDataPointSnapshot) point;
    for (var quantile : summary.getQuantiles()) {
      quantiles.put(quantile.getQuantile(), quantile.getValue());
    }
    return new SeriesReading.Distribution(
        labels, summary.getCount(), summary.getSum(), buckets, quantiles);
  }

  @Override
  public void unregister() {
    registry.unregister(vendor);
  }
}
