package dev.leadline.itests.benchmarks.provider;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Keeps a count and a sum of every series: the least that a provider can do. */
public final class AdderProvider implements MetricProvider {

  private record Sums(LongAdder count, DoubleAdder sum) implements Series {
    @Override
    public void record(double value) {
      count.increment();
      sum.add(value);
    }
  }

  private static final class SumsInstrument implements Instrument {
    private final Map<List<String>, Sums> series = new ConcurrentHashMap<>();

    @Override
    public Series series(List<String> labelValues) {
      return series.computeIfAbsent(
          labelValues, key -> new Sums(new LongAdder(), new DoubleAdder()));
    }

    @Override
    public void close() {
      series.clear();
    }
  }

  @Override
  public String name() {
    return "adder";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return new InstrumentResult.Opened(new SumsInstrument(), definition.name());
  }
}
