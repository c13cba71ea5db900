package dev.leadline.testkit.metric;

import java.util.Map;

/**
 * One metric as a backend gets it.
 *
 * @param help description; empty when the backend has none
 * @param unit empty when the backend has none
 * @param series by label name to label value
 */
public record ExportedMetric(
    String help, String unit, Map<Map<String, String>, ExportedValue> series) {
  public ExportedMetric {
    series = Map.copyOf(series);
  }
}
