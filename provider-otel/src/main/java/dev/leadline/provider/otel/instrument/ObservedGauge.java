package dev.leadline.provider.otel.instrument;

import dev.leadline.provider.otel.naming.OtelMetric;
import dev.leadline.provider.otel.pipeline.PipelineInstrument;
import dev.leadline.sdk.metric.LabelType;
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
  private final Map<List<String>, LastValue> values;
  private final ObservableDoubleGauge gauge;

  private ObservedGauge(
      OtelMetric metric, Map<List<String>, LastValue> values, ObservableDoubleGauge gauge) {
    this.metric = metric;
    this.values = values;
    this.gauge = gauge;
  }

  static ObservedGauge of(DoubleGaugeBuilder builder, OtelMetric metric) {
    Map<List<String>, LastValue> values = new ConcurrentHashMap<>();
    return new ObservedGauge(
        metric, values, builder.buildWithCallback(measurement -> observe(values, measurement)));
  }

  private static void observe(
      Map<List<String>, LastValue> values, ObservableDoubleMeasurement measurement) {
    values.forEach(
        (labels, last) -> {
          if (last.isSet) {
            measurement.record(last.value, last.attributes);
          }
        });
  }

  @Override
  public Series series(List<String> attributeValues, List<LabelType> types) {
    return values.computeIfAbsent(
        List.copyOf(attributeValues),
        key -> new LastValue(MeterInstruments.attributes(metric, key, types)));
  }

  @Override
  public void forget(List<String> attributeValues) {
    values.remove(attributeValues);
  }

  @Override
  public void close() {
    gauge.close();
  }

  /** HOT PATH: two writes. */
  private static final class LastValue implements Series {
    private final Attributes attributes;
    private volatile double value;

    /** Written after the value, so that a reader who sees it sees a value. */
    private volatile boolean isSet;

    private LastValue(Attributes attributes) {
      this.attributes = attributes;
    }

    @Override
    public void record(double newValue) {
      value = newValue;
      isSet = true;
    }
  }
}
