package dev.leadline.provider.otel.pipeline;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.otel.naming.Naming;
import dev.leadline.provider.otel.naming.OtelMetric;
import dev.leadline.provider.otel.naming.OtelNames;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.SharedInstruments;
import java.util.Locale;

/** The instruments that we have in one pipeline, by the names that OpenTelemetry takes. */
public final class PipelineInstruments implements AutoCloseable {

  private final InstrumentFactory factory;
  private final SharedInstruments shared = new SharedInstruments();

  public PipelineInstruments(InstrumentFactory factory) {
    this.factory = requireNonNull(factory, "factory");
  }

  /** Opens an instrument, or says why it cannot be. */
  public InstrumentResult open(MetricDefinition definition, String meterVersion) {
    Naming naming = OtelNames.expose(definition);
    if (naming instanceof Naming.Unexposable unexposable) {
      return new InstrumentResult.Refused(unexposable.reason());
    }
    OtelMetric metric = ((Naming.Exposable) naming).metric();
    return shared.open(
        key(metric.name()),
        definition,
        () -> new InstrumentResult.Opened(factory.create(metric, meterVersion), metric.name()));
  }

  /** OpenTelemetry does not tell names apart by case. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether an instrument of this name is open. */
  public boolean isOpen(String name) {
    return shared.isOpen(key(name));
  }

  @Override
  public void close() {
    shared.close();
  }
}
