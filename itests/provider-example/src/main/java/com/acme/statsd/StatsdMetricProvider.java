package com.acme.statsd;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.SharedInstruments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metrics by name, and their series. Knows no OSGi and no time: it sends when it is told to.
 *
 * <p>Several applications in one JVM may open the same metric: they share it, and it stays until
 * the last one closes it.
 */
public final class StatsdMetricProvider implements MetricProvider, AutoCloseable {

  private static final double[] DEFAULT_BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final StatsdPackets packets;
  private final SharedInstruments instruments = new SharedInstruments();

  /** Those that are open. Guarded by this. */
  private final Set<Metric> metrics = new LinkedHashSet<>();

  StatsdMetricProvider(StatsdPackets packets) {
    this.packets = packets;
  }

  @Override
  public String name() {
    return "statsd";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    String name = StatsdNames.metric(definition.name());
    return instruments.open(
        name, definition, () -> new InstrumentResult.Opened(add(name, definition), name));
  }

  private synchronized Metric add(String name, MetricDefinition definition) {
    Metric metric = new Metric(name, definition);
    metrics.add(metric);
    return metric;
  }

  /** Sends what has changed since it was called last. */
  synchronized void send() {
    for (Metric metric : metrics) {
      metric.send();
    }
    packets.flush();
  }

  @Override
  public synchronized void close() {
    send();
    packets.close();
  }

  private synchronized void remove(Metric metric) {
    // Its last values; a server keeps what it has.
    metric.send();
    packets.flush();
    metrics.remove(metric);
  }

  /** One metric, as the server sees it. */
  private final class Metric implements Instrument {

    private final String name;
    private final MetricDefinition definition;
    private final Map<List<String>, StatsdSeries> series = new ConcurrentHashMap<>();

    Metric(String name, MetricDefinition definition) {
      this.name = name;
      this.definition = definition;
    }

    @Override
    public StatsdSeries series(List<String> labelValues) {
      // The list is the caller's: a key of ours must not change.
      return series.computeIfAbsent(List.copyOf(labelValues), this::create);
    }

    private StatsdSeries create(List<String> labelValues) {
      String tags = StatsdNames.tags(definition.labelNames(), labelValues);
      return switch (definition.type()) {
        case COUNTER -> new StatsdSeries.Counter(name, tags);
        case GAUGE -> new StatsdSeries.Gauge(name, tags);
        case HISTOGRAM -> new StatsdSeries.Distribution(name, tags, bounds());
        case SUMMARY -> new StatsdSeries.Distribution(name, tags, new double[0]);
      };
    }

    private double[] bounds() {
      return definition.buckets().isEmpty()
          ? DEFAULT_BOUNDS
          : definition.buckets().stream().mapToDouble(Double::doubleValue).toArray();
    }

    void send() {
      series.values().forEach(one -> one.send(packets));
    }

    @Override
    public void forget(List<String> labelValues) {
      series.remove(List.copyOf(labelValues));
    }

    @Override
    public void close() {
      remove(this);
    }
  }
}
