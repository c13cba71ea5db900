package dev.leadline.itests.otlp;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One metric as it came.
 *
 * @param kind {@code SUM}, {@code GAUGE}, {@code HISTOGRAM} ..
 * @param meterVersion version of its meter
 * @param resource attributes of whatever sent it
 * @param numbers of a sum or gauge: attributes to value
 * @param histograms of a histogram: attributes to point
 */
public record ReceivedMetric(
    String kind,
    String description,
    String unit,
    String meterVersion,
    Map<String, String> resource,
    Map<Map<String, String>, Double> numbers,
    Map<Map<String, String>, Distribution> histograms) {

  /**
   * A histogram's point.
   *
   * @param bounds upper bounds of the buckets but the last
   * @param counts of each bucket alone
   */
  public record Distribution(long count, double sum, List<Double> bounds, List<Long> counts) {}

  static ReceivedMetric of(Metric metric, String meterVersion, Resource resource) {
    Map<Map<String, String>, Double> numbers = new HashMap<>();
    List<NumberDataPoint> points =
        metric.hasSum()
            ? metric.getSum().getDataPointsList()
            : metric.getGauge().getDataPointsList();
    points.forEach(
        point ->
            numbers.put(
                attributes(point.getAttributesList()),
                point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble()));
    Map<Map<String, String>, Distribution> histograms = new HashMap<>();
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      histograms.put(
          attributes(point.getAttributesList()),
          new Distribution(
              point.getCount(),
              point.getSum(),
              point.getExplicitBoundsList(),
              point.getBucketCountsList()));
    }
    return new ReceivedMetric(
        metric.getDataCase().name(),
        metric.getDescription(),
        metric.getUnit(),
        meterVersion,
        attributes(resource.getAttributesList()),
        numbers,
        histograms);
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    Map<String, String> attributes = new HashMap<>();
    list.forEach(pair -> attributes.put(pair.getKey(), pair.getValue().getStringValue()));
    return attributes;
  }
}
