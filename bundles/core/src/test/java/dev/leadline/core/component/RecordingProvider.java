package dev.leadline.core.component;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/** Keeps sums by {@code name[labels]}; of Leadline's own gauges, which are set, the last value. */
final class RecordingProvider implements MetricProvider {

  private static final String OWN = "leadline_tracepoint_";

  private final String name;
  private final Map<String, DoubleAdder> sums = new ConcurrentHashMap<>();
  private volatile Claim claim = Claim.independent();

  RecordingProvider(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  /** It claims this from now on. */
  void claim(Claim other) {
    claim = other;
  }

  @Override
  public Claim claim(ApplicationScope scope) {
    return claim;
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return new InstrumentResult.Opened(
        new Instrument() {
          @Override
          public Series series(List<String> labelValues) {
            DoubleAdder sum =
                sums.computeIfAbsent(definition.name() + labelValues, key -> new DoubleAdder());
            return isSet(definition)
                ? value -> {
                  sum.reset();
                  sum.add(value);
                }
                : sum::add;
          }

          @Override
          public void forget(List<String> labelValues) {
            sums.remove(definition.name() + labelValues);
          }

          @Override
          public void close() {
            sums.keySet().removeIf(key -> key.startsWith(definition.name() + "["));
          }
        },
        definition.name());
  }

  private static boolean isSet(MetricDefinition definition) {
    return definition.name().startsWith(OWN) && definition.type() == MetricType.GAUGE;
  }

  Map<String, Double> sums() {
    Map<String, Double> read = new TreeMap<>();
    sums.forEach((key, sum) -> read.put(key, sum.sum()));
    return read;
  }
}
