package dev.leadline.provider.otel.pipeline;

import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.Series;
import java.util.Collections;
import java.util.List;

/**
 * One instrument of the API. Closing it takes its series out of the pipeline where the API can: it
 * can for an asynchronous instrument. A synchronous one has no end in OpenTelemetry; what it has
 * recorded stays until the SDK stops.
 */
public interface PipelineInstrument extends Instrument {

  @Override
  default Series series(List<String> attributeValues) {
    return series(attributeValues, Collections.nCopies(attributeValues.size(), LabelType.TEXT));
  }

  @Override
  Series series(List<String> attributeValues, List<LabelType> types);
}
