package dev.leadline.provider.otel.instrument;

import dev.leadline.provider.otel.naming.OtelMetric;
import dev.leadline.provider.otel.pipeline.PipelineInstrument;
import dev.leadline.sdk.metric.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A gauge for APIs without synchronous ones: the pipeline asks for the last values. */
final class ObservedGauge implements PipelineInstrument {
  private final OtelMetric metric;
  private final Map<Attributes, LastValue> values;
  private final ObservableDoubleGauge gauge;

  private ObservedGauge(
      OtelMetric metric, Map<Attributes, LastValue> values, ObservableDoubleGauge gauge) {
    this.metric = metric;
    this.values = values;
    this.gauge = gauge;
  }

  static ObservedGauge of(DoubleGaugeBuilder builder, OtelMetric metric) {
    Map<Attributes, LastValue> values = new ConcurrentHashMap<>();
    return new ObservedGauge(
        metric, values, builder.buildWithCallback(measurement -> observe(values, measurement)));
  }

  private static void observe(
      Map<Attributes, LastValue> values, ObservableDoubleMeasurement measurement) {
    values.forEach(
        (attributes, last) -> {
          if (last.isSet) {
            measurement.record(last.value, attributes);
          }
        });
  }

  @Override
  public Series series(List<String> attributeValues) {
    return values.computeIfAbsent(
        MeterInstruments.attributes(metric, attributeValues), key -> new LastValue());
  }

  @Override
  public void forget(List<String> attributeValues) {
    values.remove(MeterInstruments.attributes(metric, attributeValues));
  }

  @Override
  public void close() {
    gauge.close();
  }

  /** HOT PATH: two writes. */
  private static final class LastValue implements Series {
    private volatile double value;

    /** Written after the value, so that a reader who sees it sees a value. */
    private volatile boolean isSet;

    @Override
    public void record(double newValue) {
      value = newValue;
      isSet = true;
    }
  }
}
