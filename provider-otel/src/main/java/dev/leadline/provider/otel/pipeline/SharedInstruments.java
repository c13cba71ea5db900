package dev.leadline.provider.otel.pipeline;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.otel.naming.Naming;
import dev.leadline.provider.otel.naming.OtelMetric;
import dev.leadline.provider.otel.naming.OtelNames;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Series;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The instruments that we have in one pipeline, each counted by its users. */
public final class SharedInstruments implements AutoCloseable {

  /** For a call that breaks the contract, which nevertheless must not throw. */
  private static final Series DISCARDING = value -> {};

  private final InstrumentFactory factory;

  /** By name in lower case, as OpenTelemetry does not tell the two apart. Guarded by this. */
  private final Map<String, Shared> open = new HashMap<>();

  public SharedInstruments(InstrumentFactory factory) {
    this.factory = requireNonNull(factory, "factory");
  }

  /** Opens an instrument, or says why it cannot be. */
  public InstrumentResult open(MetricDefinition definition, String meterVersion) {
    Naming naming = OtelNames.expose(definition);
    if (naming instanceof Naming.Unexposable unexposable) {
      return new InstrumentResult.Refused(unexposable.reason());
    }
    return open(((Naming.Exposable) naming).metric(), meterVersion);
  }

  private synchronized InstrumentResult open(OtelMetric metric, String meterVersion) {
    String key = metric.name().toLowerCase(Locale.ROOT);
    Shared shared = open.get(key);
    if (shared == null) {
      shared = new Shared(key, metric, factory.create(metric, meterVersion));
      open.put(key, shared);
    } else {
      OtelMetric first = shared.metric;
      if (first.type() != metric.type() || !first.attributeKeys().equals(metric.attributeKeys())) {
        return new InstrumentResult.Refused(
            "%s is there already as a %s with labels %s"
                .formatted(first.name(), first.type(), first.attributeKeys()));
      }
      // Two metrics of the user added up under one name would be a wrong number that looks right.
      if (!first.declaredName().equals(metric.declaredName())) {
        return new InstrumentResult.Refused(
            "%s is there already for the metric \"%s\""
                .formatted(first.name(), first.declaredName()));
      }
    }
    shared.users++;
    return new InstrumentResult.Opened(new SharedInstrument(shared), shared.metric.name());
  }

  /** Whether an instrument of this name is open. */
  public synchronized boolean isOpen(String name) {
    return open.containsKey(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(shared -> shared.instrument.close());
    open.clear();
  }

  private static final class Shared {
    private final String key;
    private final OtelMetric metric;
    private final PipelineInstrument instrument;
    private int users;

    private Shared(String key, OtelMetric metric, PipelineInstrument instrument) {
      this.key = key;
      this.metric = metric;
      this.instrument = instrument;
    }
  }

  /** One user of an instrument. */
  private final class SharedInstrument implements Instrument {
    private final Shared shared;

    /** Guarded by the outer object. */
    private boolean closed;

    private SharedInstrument(Shared shared) {
      this.shared = shared;
    }

    @Override
    public Series series(List<String> labelValues) {
      return series(labelValues, Collections.nCopies(labelValues.size(), LabelType.TEXT));
    }

    @Override
    public Series series(List<String> labelValues, List<LabelType> labelTypes) {
      int attributes = shared.metric.attributeKeys().size();
      return labelValues.size() == attributes && labelTypes.size() == attributes
          ? shared.instrument.series(labelValues, labelTypes)
          : DISCARDING;
    }

    @Override
    public void forget(List<String> labelValues) {
      if (labelValues.size() == shared.metric.attributeKeys().size()) {
        shared.instrument.forget(labelValues);
      }
    }

    @Override
    public void close() {
      synchronized (SharedInstruments.this) {
        if (!closed) {
          closed = true;
          shared.users--;
          // After close() of the pipeline the name may belong to a later metric.
          if (shared.users == 0 && open.remove(shared.key, shared)) {
            shared.instrument.close();
          }
        }
      }
    }
  }
}
