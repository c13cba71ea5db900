package dev.leadline.testkit.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import java.util.Map;

/** What the contracts need to know of a provider, and ways to ask what it exports. */
public interface ProviderUnderTest {

  /** The provider under test; the same one throughout a test. */
  MetricProvider provider();

  /**
   * What the backend has now, by exposed name. A provider that sends on a schedule sends first.
   * Series that were never recorded to may be there or not.
   */
  Map<String, ExportedMetric> export();

  /** The application that instruments are opened for. */
  ApplicationScope scope();

  /** Opens a metric that has to open, and closes it after the test. */
  Opened open(MetricDefinition definition);

  /** Whether a metric leaves the backend when it is closed. */
  default boolean removesClosedMetrics() {
    return true;
  }

  /** Whether the backend takes help and unit. */
  default boolean exportsHelpAndUnit() {
    return true;
  }

  /** Whether a histogram's own buckets arrive. */
  default boolean exportsBuckets() {
    return true;
  }

  /**
   * What the backend shows for this label value; by default the value itself. For backends whose
   * protocol cannot carry every character.
   */
  default String exportedLabelValue(String value) {
    return value;
  }

  /**
   * The types of the labels of a metric's one series as the backend has them, by label name; empty
   * for a backend whose labels are text.
   */
  default Map<String, LabelType> exportedLabelTypes(Opened metric) {
    return Map.of();
  }

  /** Bytes that one record may allocate. */
  default double allowedBytesPerRecord() {
    return 0;
  }

  /** The metric as the backend has it. */
  default ExportedMetric exported(Opened metric) {
    Map<String, ExportedMetric> all = export();
    assertThat(all).containsKey(metric.exposedName());
    return requireNonNull(all.get(metric.exposedName()));
  }

  /** The state of a counter or gauge. */
  default double number(Opened metric, Map<String, String> labels) {
    return ((ExportedValue.Scalar) value(metric, labels)).value();
  }

  /** The state of a histogram or summary. */
  default ExportedValue.Distribution distribution(Opened metric, Map<String, String> labels) {
    return (ExportedValue.Distribution) value(metric, labels);
  }

  /** The number, or the sum of a distribution. */
  default double total(Opened metric, Map<String, String> labels) {
    ExportedValue value = value(metric, labels);
    return value instanceof ExportedValue.Scalar number
        ? number.value()
        : ((ExportedValue.Distribution) value).sum();
  }

  private ExportedValue value(Opened metric, Map<String, String> labels) {
    ExportedMetric exported = exported(metric);
    assertThat(exported.series()).containsKey(labels);
    return requireNonNull(exported.series().get(labels));
  }
}
