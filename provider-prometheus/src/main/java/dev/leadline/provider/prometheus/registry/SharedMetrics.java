package dev.leadline.provider.prometheus.registry;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.prometheus.naming.ExposedMetric;
import dev.leadline.provider.prometheus.naming.Naming;
import dev.leadline.provider.prometheus.naming.PrometheusNames;
import dev.leadline.sdk.metric.DistributionReader;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.sdk.metric.TotalReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The metrics that we have in one registry, each counted by its users. */
public final class SharedMetrics implements AutoCloseable {

  /** For a call that breaks the contract, which nevertheless must not throw. */
  private static final Series DISCARDING = value -> {};

  private final Registrar registrar;

  /** By exposed name. Guarded by this. */
  private final Map<String, SharedMetric> open = new HashMap<>();

  /** By each name that a metric takes up on an endpoint; no two share one. Guarded by this. */
  private final Map<String, SharedMetric> owners = new HashMap<>();

  public SharedMetrics(Registrar registrar) {
    this.registrar = requireNonNull(registrar, "registrar");
  }

  /** Metrics that are open. */
  public synchronized int size() {
    return open.size();
  }

  /** See {@link MetricRegistry#open}. */
  public InstrumentResult open(MetricDefinition definition) {
    Naming naming = PrometheusNames.expose(definition);
    if (naming instanceof Naming.Unexposable unexposable) {
      return new InstrumentResult.Refused(unexposable.reason());
    }
    return open(((Naming.Exposable) naming).metric());
  }

  private synchronized InstrumentResult open(ExposedMetric metric) {
    Optional<String> conflict = conflict(metric);
    if (conflict.isPresent()) {
      return new InstrumentResult.Refused(conflict.get());
    }
    SharedMetric shared = open.get(metric.name());
    if (shared == null) {
      Registration registration = registrar.register(metric);
      if (registration instanceof Registration.Taken taken) {
        return new InstrumentResult.Refused(
            "the registry has a metric of somebody else that uses this name: " + taken.reason());
      }
      if (registration instanceof Registration.Unfit unfit) {
        return new InstrumentResult.Refused(
            "the application's version of the library does not take it: " + unfit.reason());
      }
      shared = new SharedMetric(metric, (Registration.Registered) registration);
      open.put(metric.name(), shared);
      for (String name : metric.sampleNames()) {
        owners.put(name, shared);
      }
    }
    shared.users++;
    return new InstrumentResult.Opened(
        instrument(shared), shared.registered.exposedName(metric.name()));
  }

  private Instrument instrument(SharedMetric shared) {
    if (shared.registered.isObserving()) {
      return new SharedCounter(shared);
    }
    return shared.registered.observedBounds().isEmpty()
        ? new SharedInstrument(shared)
        : new SharedHistogram(shared);
  }

  /** Asked here and not left to the library: each version of it sees other conflicts. */
  private Optional<String> conflict(ExposedMetric later) {
    SharedMetric same = open.get(later.name());
    if (same != null) {
      return conflict(same.metric, later);
    }
    for (String name : later.sampleNames()) {
      SharedMetric owner = owners.get(name);
      if (owner != null) {
        ExposedMetric first = owner.metric;
        return Optional.of(
            "the %s %s needs a name that belongs to the %s %s"
                .formatted(later.type(), later.name(), first.type(), first.name()));
      }
    }
    return Optional.empty();
  }

  /** Of two by one name. */
  private static Optional<String> conflict(ExposedMetric first, ExposedMetric later) {
    if (first.type() != later.type() || !first.labelNames().equals(later.labelNames())) {
      return Optional.of(
          "%s is there already as a %s with labels %s"
              .formatted(first.name(), first.type(), first.labelNames()));
    }
    // Two metrics of the user added up under one name would be a wrong number that looks right.
    if (!first.declaredName().equals(later.declaredName())) {
      return Optional.of(
          "%s is there already for the metric \"%s\""
              .formatted(first.name(), first.declaredName()));
    }
    return Optional.empty();
  }

  private synchronized void release(SharedMetric shared) {
    shared.users--;
    // After close() the name may belong to a later metric.
    if (shared.users == 0 && open.remove(shared.metric.name(), shared)) {
      owners.keySet().removeAll(shared.metric.sampleNames());
      shared.registered.unregister();
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(shared -> shared.registered.unregister());
    open.clear();
    owners.clear();
  }

  private static final class SharedMetric {
    private final ExposedMetric metric;
    private final Registration.Registered registered;
    private int users;

    private SharedMetric(ExposedMetric metric, Registration.Registered registered) {
      this.metric = metric;
      this.registered = registered;
    }
  }

  /** One user of a metric. */
  private class SharedInstrument implements Instrument {
    final SharedMetric shared;

    /** Guarded by the registry. */
    private boolean closed;

    private SharedInstrument(SharedMetric shared) {
      this.shared = shared;
    }

    @Override
    public Series series(List<String> labelValues) {
      return labelValues.size() == shared.metric.labelNames().size()
          ? shared.registered.series(labelValues)
          : DISCARDING;
    }

    @Override
    public void forget(List<String> labelValues) {
      if (labelValues.size() == shared.metric.labelNames().size()) {
        shared.registered.forget(labelValues);
      }
    }

    @Override
    public List<SeriesReading> read() {
      return shared.registered.read();
    }

    @Override
    public void close() {
      synchronized (SharedMetrics.this) {
        if (!closed) {
          closed = true;
          release(shared);
        }
      }
    }
  }

  /** One user of a metric that asks for what was recorded. */
  private abstract class SharedReader extends SharedInstrument {

    /** By label values: what ends the reading. */
    private final Map<List<String>, Runnable> ends = new ConcurrentHashMap<>();

    private SharedReader(SharedMetric shared) {
      super(shared);
    }

    final void begin(List<String> labelValues, Supplier<Runnable> reading) {
      if (labelValues.size() == shared.metric.labelNames().size()) {
        ends.put(labelValues, reading.get());
      }
    }

    @Override
    public void forget(List<String> labelValues) {
      ends.remove(labelValues);
      super.forget(labelValues);
    }

    @Override
    public void close() {
      try {
        ends.values().forEach(Runnable::run);
        ends.clear();
      } finally {
        super.close();
      }
    }
  }

  /** One user of a counter that asks for totals. */
  private final class SharedCounter extends SharedReader implements TotalReader {
    private SharedCounter(SharedMetric shared) {
      super(shared);
    }

    @Override
    public void observe(List<String> labelValues, DoubleSupplier total) {
      begin(labelValues, () -> shared.registered.observe(labelValues, total));
    }
  }

  /** One user of a histogram that asks for distributions. */
  private final class SharedHistogram extends SharedReader implements DistributionReader {
    private SharedHistogram(SharedMetric shared) {
      super(shared);
    }

    @Override
    public List<Double> bounds() {
      return shared.registered.observedBounds();
    }

    @Override
    public void observe(
        List<String> labelValues, Supplier<SeriesReading.Distribution> distribution) {
      begin(labelValues, () -> shared.registered.observeDistribution(labelValues, distribution));
    }
  }
}
