package ${package};

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.sdk.metric.SharedInstruments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps metrics in memory. Put your backend in the place of {@code readings}.
 *
 * <p>Knows no OSGi, so that a test can make one. Several applications in one JVM may open the same
 * metric: they share it, and it goes when the last of them closes it.
 */
public final class LogMetricProvider implements MetricProvider {

  private final SharedInstruments instruments = new SharedInstruments();

  /** Those that are open. */
  private final Set<Metric> metrics = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "log";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    // The name as the backend has it: map what it cannot carry here.
    String name = definition.name();
    return instruments.open(
        name, definition, () -> new InstrumentResult.Opened(add(definition), name));
  }

  private Metric add(MetricDefinition definition) {
    Metric metric = new Metric(definition);
    metrics.add(metric);
    return metric;
  }

  /** What every metric holds now. */
  Map<MetricDefinition, List<SeriesReading>> readings() {
    Map<MetricDefinition, List<SeriesReading>> readings = new HashMap<>();
    metrics.forEach(metric -> readings.put(metric.definition, metric.read()));
    return readings;
  }

  /** One metric, whoever uses it. */
  private final class Metric implements Instrument {

    private final MetricDefinition definition;
    private final Map<List<String>, Cell> series = new ConcurrentHashMap<>();

    Metric(MetricDefinition definition) {
      this.definition = definition;
    }

    @Override
    public Series series(List<String> labelValues) {
      // The list is the caller's: a key of ours must not change.
      return series.computeIfAbsent(
          List.copyOf(labelValues), key -> new Cell(definition.type()));
    }

    @Override
    public List<SeriesReading> read() {
      List<SeriesReading> readings = new ArrayList<>();
      series.forEach((labelValues, cell) -> readings.add(cell.read(labelValues)));
      return readings;
    }

    @Override
    public void forget(List<String> labelValues) {
      series.remove(labelValues);
    }

    @Override
    public void close() {
      metrics.remove(this);
    }
  }

  /** One series. HOT PATH: any number of the application's threads at once. */
  private static final class Cell implements Series {

    private final MetricType type;
    private final LongAdder count = new LongAdder();
    private final DoubleAdder sum = new DoubleAdder();
    private volatile double last;

    Cell(MetricType type) {
      this.type = type;
    }

    @Override
    public void record(double value) {
      switch (type) {
        case COUNTER -> sum.add(value);
        case GAUGE -> last = value;
        case HISTOGRAM, SUMMARY -> {
          sum.add(value);
          count.increment();
        }
      }
    }

    SeriesReading read(List<String> labelValues) {
      return switch (type) {
        case COUNTER -> new SeriesReading.Scalar(labelValues, sum.sum());
        case GAUGE -> new SeriesReading.Scalar(labelValues, last);
        case HISTOGRAM, SUMMARY ->
            new SeriesReading.Distribution(
                labelValues, count.sum(), sum.sum(), new TreeMap<>(), new TreeMap<>());
      };
    }
  }
}
