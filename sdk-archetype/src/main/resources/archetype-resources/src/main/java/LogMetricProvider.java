package ${package};

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Guarded by this. */
  private final Map<String, Metric> metrics = new HashMap<>();

  @Override
  public String name() {
    return "log";
  }

  @Override
  public synchronized InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    // The name as the backend has it: map what it cannot carry here.
    String name = definition.name();
    Metric metric = metrics.computeIfAbsent(name, key -> new Metric(definition));
    if (!metric.isSame(definition)) {
      return new InstrumentResult.Refused(
          name + " is a " + metric.definition.type() + " with the labels "
              + metric.definition.labelNames() + " already");
    }
    metric.users++;
    return new InstrumentResult.Opened(new Use(name, metric), name);
  }

  /** What every metric holds now. */
  synchronized Map<MetricDefinition, List<SeriesReading>> readings() {
    Map<MetricDefinition, List<SeriesReading>> readings = new HashMap<>();
    metrics.values().forEach(metric -> readings.put(metric.definition, metric.read()));
    return readings;
  }

  private synchronized void leave(String name, Metric metric) {
    if (--metric.users == 0) {
      metrics.remove(name, metric);
    }
  }

  private static final class Metric {

    private final MetricDefinition definition;
    private final Map<List<String>, Cell> series = new ConcurrentHashMap<>();
    private int users;

    Metric(MetricDefinition definition) {
      this.definition = definition;
    }

    boolean isSame(MetricDefinition other) {
      return definition.type() == other.type()
          && definition.labelNames().equals(other.labelNames());
    }

    List<SeriesReading> read() {
      List<SeriesReading> readings = new ArrayList<>();
      series.forEach((labelValues, cell) -> readings.add(cell.read(labelValues)));
      return readings;
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

  /** One application's use of a metric. */
  private final class Use implements Instrument {

    private final String name;
    private final Metric metric;
    private boolean isClosed;

    Use(String name, Metric metric) {
      this.name = name;
      this.metric = metric;
    }

    @Override
    public Series series(List<String> labelValues) {
      // The list is the caller's: a key of ours must not change.
      return metric.series.computeIfAbsent(
          List.copyOf(labelValues), key -> new Cell(metric.definition.type()));
    }

    @Override
    public List<SeriesReading> read() {
      return metric.read();
    }

    @Override
    public void forget(List<String> labelValues) {
      metric.series.remove(labelValues);
    }

    @Override
    public synchronized void close() {
      if (!isClosed) {
        isClosed = true;
        leave(name, metric);
      }
    }
  }
}
