package dev.leadline.provider.otel.naming;

import dev.leadline.sdk.metric.MetricType;
import java.util.List;

/**
 * A metric in the words of OpenTelemetry.
 *
 * @param name a legal instrument name
 * @param declaredName as the user wrote it
 * @param type what is done with values
 * @param unit empty when there is none, or none that OpenTelemetry takes
 * @param description empty when there is none
 * @param attributeKeys in the order of label values
 * @param buckets advice for a histogram's bounds; empty = the pipeline's own
 */
public record OtelMetric(
    String name,
    String declaredName,
    MetricType type,
    String unit,
    String description,
    List<String> attributeKeys,
    List<Double> buckets) {
  public OtelMetric {
    attributeKeys = List.copyOf(attributeKeys);
    buckets = List.copyOf(buckets);
  }
}
