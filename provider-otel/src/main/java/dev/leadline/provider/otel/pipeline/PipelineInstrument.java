package dev.leadline.provider.otel.pipeline;

import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.Series;
import java.util.List;

/** One instrument of the API. */
public interface PipelineInstrument {

  /**
   * The series of as many attribute values as the metric has attributes.
   *
   * @param types what each of the values stands for
   */
  Series series(List<String> attributeValues, List<LabelType> types);

  /** Takes one series out of the pipeline where the API can. */
  void forget(List<String> attributeValues);

  /**
   * Takes its series out of the pipeline where the API can: it can for an asynchronous instrument.
   * A synchronous one has no end in OpenTelemetry; what it has recorded stays until the SDK stops.
   */
  void close();
}
