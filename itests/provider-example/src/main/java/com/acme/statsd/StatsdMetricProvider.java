package com.acme.statsd;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Guarded by this: by the name that the server sees. */
  private final Map<String, Metric> metrics = new HashMap<>();

  StatsdMetricProvider(StatsdPackets packets) {
    this.packets = packets;
  }

  @Override
  public String name() {
    return "statsd";
  }

  @Override
  public synchronized InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    String name = StatsdNames.metric(definition.name());
    Metric metric = metrics.get(name);
    if (metric == null) {
      metric = new Metric(name, definition);
      metrics.put(name, metric);
    } else if (!metric.isSame(definition)) {
      return new InstrumentResult.Refused(
          name + " is a " + metric.definition.type() + " with the labels "
              + metric.definition.labelNames() + " already");
    }
    metric.users++;
    return new InstrumentResult.Opened(new Use(metric), name);
  }

  /** Sends what has changed since it was called last. */
  synchronized void send() {
    for (Metric metric : metrics.values()) {
      metric.send();
    }
    packets.flush();
  }

  @Override
  public synchronized void close() {
    send();
    packets.close();
  }

  private synchronized void leave(Metric metric) {
    if (--metric.users == 0) {
      // Its last values; a server keeps what it has.
      metric.send();
      packets.flush();
      metrics.remove(metric.name);
    }
  }

  /** One metric, as the server sees it. */
  private final class Metric {

    private final String name;
    private final MetricDefinition definition;
    private final Map<List<String>, StatsdSeries> series = new ConcurrentHashMap<>();
    private int users;

    Metric(String name, MetricDefinition definition) {
      this.name = name;
      this.definition = definition;
    }

    boolean isSame(MetricDefinition other) {
      return definition.type() == other.type()
          && definition.labelNames().equals(other.labelNames());
    }

    /** On an application's thread, once per new label values. */
    StatsdSeries series(List<String> labelValues) {
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
  }

  /** One application's use of a metric. */
  private final class Use implements Instrument {

    private final Metric metric;
    private boolean isClosed;

    Use(Metric metric) {
      this.metric = metric;
    }

    @Override
    public Series series(List<String> labelValues) {
      return metric.series(labelValues);
    }

    @Override
    public void forget(List<String> labelValues) {
      metric.series.remove(List.copyOf(labelValues));
    }

    @Override
    public void close() {
      synchronized (StatsdMetricProvider.this) {
        if (!isClosed) {
          isClosed = true;
          leave(metric);
        }
      }
    }
  }
}
