package dev.leadline.provider.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.otlp.ReceivedMetric;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.ExportedValue;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a collector has got, in the words of the contract kit. */
final class OtlpExports {

  private OtlpExports() {}

  static Map<String, ExportedMetric> of(Map<String, ReceivedMetric> received) {
    Map<String, ExportedMetric> exported = new HashMap<>();
    received.forEach((name, metric) -> exported.put(name, exported(metric)));
    return exported;
  }

  /** The types of the attributes of a metric's only point. */
  static Map<String, LabelType> types(ReceivedMetric metric) {
    assertThat(metric.attributes()).hasSize(1);
    Map<String, LabelType> types = new HashMap<>();
    metric.attributes().get(0).forEach((key, value) -> types.put(key, type(value)));
    return types;
  }

  private static LabelType type(Object value) {
    if (value instanceof Long) {
      return LabelType.LONG;
    }
    if (value instanceof Double) {
      return LabelType.DOUBLE;
    }
    return value instanceof Boolean ? LabelType.BOOLEAN : LabelType.TEXT;
  }

  private static ExportedMetric exported(ReceivedMetric metric) {
    Map<Map<String, String>, ExportedValue> series = new HashMap<>();
    metric
        .numbers()
        .forEach((labels, value) -> series.put(labels, new ExportedValue.Scalar(value)));
    metric.histograms().forEach((labels, point) -> series.put(labels, distribution(point)));
    return new ExportedMetric(metric.description(), metric.unit(), series);
  }

  private static ExportedValue distribution(ReceivedMetric.Distribution point) {
    SortedMap<Double, Double> cumulative = new TreeMap<>();
    double sum = 0;
    for (int i = 0; i < point.bounds().size(); i++) {
      sum += point.counts().get(i);
      cumulative.put(point.bounds().get(i), sum);
    }
    return new ExportedValue.Distribution(point.count(), point.sum(), cumulative);
  }
}
