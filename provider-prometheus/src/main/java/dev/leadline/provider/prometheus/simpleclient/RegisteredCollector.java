package dev.leadline.provider.prometheus.simpleclient;

import dev.leadline.provider.prometheus.naming.ExposedMetric;
import dev.leadline.provider.prometheus.registry.Registration;
import dev.leadline.sdk.metric.DistributionReader;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;
import io.prometheus.client.Summary;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One collector of simpleclient.
 *
 * <p>HOT PATH: a series is bound to simpleclient's child and costs what the child costs, without a
 * look-up and without allocation. The exception is a summary with quantiles, whose child takes a
 * lock and buffers: simpleclient has no other.
 *
 * @param binder label values to the series; HOT PATH once per new set of label values
 */
record RegisteredCollector(
    ExposedMetric metric,
    Collector collector,
    CollectorRegistry registry,
    Function<String[], Series> binder)
    implements Registration.Registered {

  /** A collector for this metric, not yet registered. */
  static RegisteredCollector of(ExposedMetric metric, CollectorRegistry registry) {
    return switch (metric.type()) {
      case COUNTER -> {
        Counter.Builder builder = described(Counter.build(), metric);
        try {
          // No look at the tracing context per hit: it costs time and, at times, an allocation.
          builder.withoutExemplars();
        } catch (NoSuchMethodError before011) {
          // simpleclient before 0.11 has no exemplars.
        }
        Counter counter = builder.create();
        yield new RegisteredCollector(
            metric, counter, registry, values -> counter.labels(values)::inc);
      }
      case GAUGE -> {
        Gauge gauge = described(Gauge.build(), metric).create();
        yield new RegisteredCollector(
            metric, gauge, registry, values -> onlySet(gauge, values)::set);
      }
      case HISTOGRAM -> {
        Histogram.Builder builder = described(Histogram.build(), metric);
        if (!metric.buckets().isEmpty()) {
          builder.buckets(metric.buckets().stream().mapToDouble(Double::doubleValue).toArray());
        }
        try {
          builder.withoutExemplars();
        } catch (NoSuchMethodError before011) {
          // As above.
        }
        // Those of a library that changes its own would not be what is counted by.
        if (metric.buckets().isEmpty()) {
          builder.buckets(
              DistributionReader.DEFAULT_BOUNDS.stream()
                  .mapToDouble(Double::doubleValue)
                  .toArray());
        }
        Histogram histogram = builder.create();
        yield new RegisteredCollector(
            metric,
            new ObservedHistogram(metric.name(), metric.labelNames().size(), histogram),
            registry,
            values -> histogram.labels(values)::observe);
      }
      case SUMMARY -> {
        Summary.Builder builder = described(Summary.build(), metric);
        metric.quantiles().forEach(builder::quantile);
        Summary summary = builder.create();
        yield new RegisteredCollector(
            metric, summary, registry, values -> summary.labels(values)::observe);
      }
    };
  }

  /** Off the hot path: once for each set of label values. */
  private static LastValueGauge onlySet(Gauge gauge, String[] values) {
    synchronized (gauge) {
      if (gauge.labels(values) instanceof LastValueGauge known) {
        return known;
      }
      LastValueGauge child = new LastValueGauge();
      gauge.setChild(child, values);
      return child;
    }
  }

  private static <B extends SimpleCollector.Builder<B, ?>> B described(
      B builder, ExposedMetric metric) {
    builder
        .name(metric.name())
        .help(metric.help())
        .labelNames(metric.labelNames().toArray(String[]::new));
    if (!metric.unit().isEmpty()) {
      try {
        builder.unit(metric.unit());
      } catch (NoSuchMethodError before010) {
        // simpleclient before 0.10 knows no units; the name has it as its suffix all the same.
      }
    }
    return builder;
  }

  @Override
  public boolean isObserving() {
    return collector instanceof Counter;
  }

  /** Off the hot path: once for each set of label values. */
  @Override
  public Runnable observe(List<String> labelValues, DoubleSupplier total) {
    Counter counter = (Counter) collector;
    String[] values = labelValues.toArray(String[]::new);
    ObservedCounter observed;
    synchronized (this) {
      if (counter.labels(values) instanceof ObservedCounter known) {
        observed = known;
      } else {
        observed = new ObservedCounter();
        counter.setChild(observed, values);
      }
      observed.add(total);
    }
    return () -> observed.remove(total);
  }

  @Override
  public List<Double> observedBounds() {
    if (!(collector instanceof ObservedHistogram)) {
      return List.of();
    }
    return metric.buckets().isEmpty() ? DistributionReader.DEFAULT_BOUNDS : metric.buckets();
  }

  /** Off the hot path: once for each set of label values. */
  @Override
  public Runnable observeDistribution(
      List<String> labelValues, Supplier<SeriesReading.Distribution> distribution) {
    ObservedHistogram observed = (ObservedHistogram) collector;
    observed.add(labelValues, distribution);
    return () -> observed.remove(labelValues, distribution);
  }

  @Override
  public Series series(List<String> labelValues) {
    return binder.apply(labelValues.toArray(String[]::new));
  }

  @Override
  public void forget(List<String> labelValues) {
    if (collector instanceof SimpleCollector<?> simple) {
      simple.remove(labelValues.toArray(String[]::new));
    } else if (collector instanceof ObservedHistogram histogram) {
      histogram.forget(labelValues);
    }
  }

  @Override
  public List<SeriesReading> read() {
    return CollectorReading.of(metric, collector);
  }

  @Override
  public void unregister() {
    try {
      registry.unregister(collector);
    } catch (NullPointerException goneAlready) {
      // That is how simpleclient answers when the application has cleared its registry.
    }
  }
}
