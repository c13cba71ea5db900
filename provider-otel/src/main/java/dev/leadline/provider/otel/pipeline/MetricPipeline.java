package dev.leadline.provider.otel.pipeline;

import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;

/** An OpenTelemetry metrics pipeline: the application's, an agent's, or the embedded one. */
public interface MetricPipeline extends AutoCloseable {

  /** Whether anybody collects what is recorded there. Cheap and without side effects. */
  PipelineState state();

  /**
   * Opens an instrument. A name that is open already is shared when type and labels agree, and
   * refused when they do not.
   *
   * @param meterVersion version of the meter {@code leadline}
   */
  InstrumentResult open(MetricDefinition definition, String meterVersion);

  /** Lets go of all our instruments, whoever still uses them. */
  @Override
  void close();
}
