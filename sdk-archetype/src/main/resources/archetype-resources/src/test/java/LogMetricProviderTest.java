package ${package};

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.ExportedValue;
import dev.leadline.testkit.metric.MetricProviderTck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contract of every provider. Its tests ask what has arrived in the backend, which here is the
 * provider's own memory; with a real backend, ask that.
 */
class LogMetricProviderTest extends MetricProviderTck {

  private final LogMetricProvider provider = new LogMetricProvider();

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public Map<String, ExportedMetric> export() {
    Map<String, ExportedMetric> exported = new HashMap<>();
    provider
        .readings()
        .forEach(
            (definition, readings) ->
                exported.put(
                    definition.name(),
                    new ExportedMetric(
                        definition.help(), definition.unit(), series(definition, readings))));
    return exported;
  }

  private static Map<Map<String, String>, ExportedValue> series(
      MetricDefinition definition, List<SeriesReading> readings) {
    Map<Map<String, String>, ExportedValue> series = new HashMap<>();
    for (SeriesReading reading : readings) {
      Map<String, String> labels = new HashMap<>();
      for (int i = 0; i < definition.labelNames().size(); i++) {
        labels.put(definition.labelNames().get(i), reading.labelValues().get(i));
      }
      series.put(labels, value(reading));
    }
    return series;
  }

  private static ExportedValue value(SeriesReading reading) {
    if (reading instanceof SeriesReading.Scalar scalar) {
      return new ExportedValue.Scalar(scalar.value());
    }
    SeriesReading.Distribution distribution = (SeriesReading.Distribution) reading;
    return new ExportedValue.Distribution(
        distribution.count(), distribution.sum(), new TreeMap<>());
  }

  /** This one counts and sums up; see Instrument.read for buckets. */
  @Override
  public boolean exportsBuckets() {
    return false;
  }
}
