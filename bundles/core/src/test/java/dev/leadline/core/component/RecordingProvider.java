package dev.leadline.core.component;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/** Keeps sums by {@code name[labels]}. */
final class RecordingProvider implements MetricProvider {

  private final String name;
  private final Map<String, DoubleAdder> sums = new ConcurrentHashMap<>();

  RecordingProvider(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return new InstrumentResult.Opened(
        new Instrument() {
          @Override
          public Series series(List<String> labelValues) {
            return sums.computeIfAbsent(definition.name() + labelValues, key -> new DoubleAdder())
                ::add;
          }

          @Override
          public void close() {
            sums.keySet().removeIf(key -> key.startsWith(definition.name() + "["));
          }
        },
        definition.name());
  }

  Map<String, Double> sums() {
    Map<String, Double> read = new TreeMap<>();
    sums.forEach((key, sum) -> read.put(key, sum.sum()));
    return read;
  }
}
