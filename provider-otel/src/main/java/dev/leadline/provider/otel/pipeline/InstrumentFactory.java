package dev.leadline.provider.otel.pipeline;

import dev.leadline.provider.otel.naming.OtelMetric;

/** Makes an instrument of the API. */
@FunctionalInterface
public interface InstrumentFactory {

  /** Makes the instrument of a metric that {@link PipelineInstruments} does not have yet. */
  PipelineInstrument create(OtelMetric metric, String meterVersion);
}
