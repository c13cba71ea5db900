package dev.leadline.itests.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
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
 * @param attributes of each point, with their types: String, Long, Double or Boolean
 */
public record ReceivedMetric(
    String kind,
    String description,
    String unit,
    String meterVersion,
    Map<String, String> resource,
    Map<Map<String, String>, Double> numbers,
    Map<Map<String, String>, Distribution> histograms,
    List<Map<String, Object>> attributes) {

  /**
   * A histogram's point.
   *
   * @param bounds upper bounds of the buckets but the last
   * @param counts of each bucket alone
   */
  public record Distribution(long count, double sum, List<Double> bounds, List<Long> counts) {}

  static ReceivedMetric of(Metric metric, String meterVersion, Resource resource) {
    List<Map<String, Object>> typed = new ArrayList<>();
    Map<Map<String, String>, Double> numbers = new HashMap<>();
    List<NumberDataPoint> points =
        metric.hasSum()
            ? metric.getSum().getDataPointsList()
            : metric.getGauge().getDataPointsList();
    for (NumberDataPoint point : points) {
      typed.add(attributes(point.getAttributesList()));
      numbers.put(
          texts(attributes(point.getAttributesList())),
          point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble());
    }
    Map<Map<String, String>, Distribution> histograms = new HashMap<>();
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      typed.add(attributes(point.getAttributesList()));
      histograms.put(
          texts(attributes(point.getAttributesList())),
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
        texts(attributes(resource.getAttributesList())),
        numbers,
        histograms,
        typed);
  }

  private static Map<String, Object> attributes(List<KeyValue> list) {
    Map<String, Object> attributes = new HashMap<>();
    list.forEach(pair -> attributes.put(pair.getKey(), value(pair.getValue())));
    return attributes;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      default -> value.getStringValue();
    };
  }

  private static Map<String, String> texts(Map<String, Object> attributes) {
    Map<String, String> texts = new HashMap<>();
    attributes.forEach((key, value) -> texts.put(key, value.toString()));
    return texts;
  }
}
