package dev.leadline.provider.otel;

import dev.leadline.itests.otlp.ReceivedMetric;
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
