package dev.leadline.provider.micrometer.composite;

import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one metric: one for each set of tags.
 *
 * <p>HOT PATH: a series is bound to its meter. A composite passes on to the meters of its
 * registries, by an iterator for each record that the JIT compiler mostly removes.
 *
 * <p>A histogram of seconds is a timer: the buckets of a distribution summary count each value
 * rounded up to a whole number ({@code TimeWindowFixedBoundaryHistogram}), so that only its whole
 * bounds can be right; a summary gets no others. Neither takes negative values.
 */
final class RegisteredMeters implements Instrument {

  private static final Set<String> SECONDS = Set.of("s", "sec", "second", "seconds");
  private static final double NANOS = 1e9;

  /** Those of Prometheus' own clients: Micrometer has no buckets unless it is told some. */
  private static final double[] SECONDS_BUCKETS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final double[] WHOLE_BUCKETS = {
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000
  };

  private final MetricDefinition definition;
  private final MeterRegistry registry;

  /** By label values. Guarded by this. */
  private final Map<List<String>, Registered> meters = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean closed;

  RegisteredMeters(MetricDefinition definition, MeterRegistry registry) {
    this.definition = definition;
    this.registry = registry;
  }

  private record Registered(Meter meter, Series series) {}

  /** Called once per set of label values. After the end it records nowhere. */
  @Override
  public synchronized Series series(List<String> labelValues) {
    if (closed) {
      return value -> {};
    }
    Registered known = meters.get(labelValues);
    if (known == null) {
      known = register(labelValues);
      meters.put(List.copyOf(labelValues), known);
    }
    return known.series();
  }

  private Registered register(List<String> labelValues) {
    List<Tag> tags = GlobalRegistry.tags(definition, labelValues);
    @Nullable String help = definition.help().isBlank() ? null : definition.help();
    @Nullable String unit = definition.unit().isBlank() ? null : definition.unit();
    return switch (definition.type()) {
      case COUNTER -> {
        Counter counter =
            Counter.builder(definition.name())
                .tags(tags)
                .description(help)
                .baseUnit(unit)
                .register(registry);
        yield new Registered(counter, counter::increment);
      }
      case GAUGE -> {
        LastValue last = new LastValue();
        Gauge gauge =
            Gauge.builder(definition.name(), last, value -> value.value)
                .strongReference(true)
                .tags(tags)
                .description(help)
                .baseUnit(unit)
                .register(registry);
        yield new Registered(gauge, last);
      }
      case HISTOGRAM, SUMMARY -> {
        if (definition.type() == MetricType.HISTOGRAM && SECONDS.contains(definition.unit())) {
          Timer timer = timer(tags, help);
          yield new Registered(
              timer, value -> timer.record(Math.round(value * NANOS), TimeUnit.NANOSECONDS));
        }
        DistributionSummary summary = summary(tags, help, unit);
        yield new Registered(summary, summary::record);
      }
    };
  }

  private DistributionSummary summary(
      List<Tag> tags, @Nullable String help, @Nullable String unit) {
    DistributionSummary.Builder builder =
        DistributionSummary.builder(definition.name()).tags(tags).description(help).baseUnit(unit);
    if (definition.type() == MetricType.HISTOGRAM) {
      double[] bounds = bounds(WHOLE_BUCKETS, bound -> bound == Math.rint(bound));
      if (bounds.length > 0) {
        builder
            .serviceLevelObjectives(bounds)
            .minimumExpectedValue(bounds[0])
            .maximumExpectedValue(bounds[bounds.length - 1]);
      }
    } else if (!definition.quantiles().isEmpty()) {
      builder.publishPercentiles(
          definition.quantiles().keySet().stream().mapToDouble(Double::doubleValue).toArray());
    }
    return builder.register(registry);
  }

  private Timer timer(List<Tag> tags, @Nullable String help) {
    Duration[] bounds =
        Arrays.stream(bounds(SECONDS_BUCKETS, bound -> true))
            .mapToObj(bound -> Duration.ofNanos(Math.round(bound * NANOS)))
            .toArray(Duration[]::new);
    Timer.Builder builder = Timer.builder(definition.name()).tags(tags).description(help);
    if (bounds.length > 0) {
      builder
          .serviceLevelObjectives(bounds)
          .minimumExpectedValue(bounds[0])
          .maximumExpectedValue(bounds[bounds.length - 1]);
    }
    return builder.register(registry);
  }

  /** The declared bounds that Micrometer can have, which are above zero; or these. */
  private double[] bounds(double[] otherwise, DoublePredicate possible) {
    return definition.buckets().isEmpty()
        ? otherwise
        : definition.buckets().stream()
            .mapToDouble(Double::doubleValue)
            .filter(bound -> bound > 0)
            .filter(possible)
            .toArray();
  }

  @Override
  public synchronized void forget(List<String> labelValues) {
    Registered gone = meters.remove(labelValues);
    if (gone != null) {
      registry.remove(gone.meter());
    }
  }

  @Override
  public synchronized List<SeriesReading> read() {
    List<SeriesReading> readings = new ArrayList<>();
    meters.forEach((labels, registered) -> readings.add(reading(labels, registered.meter())));
    return readings;
  }

  private static SeriesReading reading(List<String> labels, Meter meter) {
    if (meter instanceof Counter counter) {
      return new SeriesReading.Scalar(labels, counter.count());
    }
    if (meter instanceof Gauge gauge) {
      return new SeriesReading.Scalar(labels, gauge.value());
    }
    // A timer keeps nanoseconds.
    double scale = meter instanceof Timer ? NANOS : 1;
    HistogramSnapshot snapshot = ((HistogramSupport) meter).takeSnapshot();
    SortedMap<Double, Long> buckets = new TreeMap<>();
    long below = 0;
    for (var bucket : snapshot.histogramCounts()) {
      long cumulative = (long) bucket.count();
      // Read while the application records: a later bucket may be behind.
      buckets.put(bucket.bucket() / scale, Math.max(0, cumulative - below));
      below = Math.max(below, cumulative);
    }
    if (!buckets.isEmpty()) {
      buckets.merge(Double.POSITIVE_INFINITY, Math.max(0, snapshot.count() - below), Long::sum);
    }
    SortedMap<Double, Double> quantiles = new TreeMap<>();
    for (var percentile : snapshot.percentileValues()) {
      quantiles.put(percentile.percentile(), percentile.value());
    }
    return new SeriesReading.Distribution(
        labels, snapshot.count(), snapshot.total() / scale, buckets, quantiles);
  }

  @Override
  public synchronized void close() {
    closed = true;
    meters.values().forEach(registered -> registry.remove(registered.meter()));
    meters.clear();
  }

  /** What a gauge shows. HOT PATH: one write. */
  private static final class LastValue implements Series {
    private volatile double value;

    @Override
    public void record(double newValue) {
      value = newValue;
    }
  }
}
