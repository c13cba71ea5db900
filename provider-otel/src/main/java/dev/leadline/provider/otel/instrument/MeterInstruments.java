package dev.leadline.provider.otel.instrument;

import dev.leadline.provider.otel.naming.OtelMetric;
import dev.leadline.provider.otel.pipeline.PipelineInstrument;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.Function;

/**
 * Instruments of one meter.
 *
 * <p>HOT PATH: a series is bound to its instrument and its attributes; recording costs what the
 * SDK's record costs. The context is the root one: looking for the current one per hit costs a
 * thread-local and, where a trace is sampled, an allocation for the exemplar.
 */
public final class MeterInstruments {

  private MeterInstruments() {}

  /** The instrument of this metric. */
  public static PipelineInstrument create(Meter meter, OtelMetric metric) {
    return switch (metric.type()) {
      case COUNTER -> {
        DoubleCounter counter =
            meter
                .counterBuilder(metric.name())
                .ofDoubles()
                .setDescription(metric.description())
                .setUnit(metric.unit())
                .build();
        Context root = Context.root();
        yield bound(metric, attributes -> value -> counter.add(value, attributes, root));
      }
      case GAUGE -> gauge(meter, metric);
      case HISTOGRAM, SUMMARY -> {
        DoubleHistogram histogram = histogram(meter, metric);
        Context root = Context.root();
        yield bound(metric, attributes -> value -> histogram.record(value, attributes, root));
      }
    };
  }

  private static DoubleHistogram histogram(Meter meter, OtelMetric metric) {
    DoubleHistogramBuilder builder =
        meter
            .histogramBuilder(metric.name())
            .setDescription(metric.description())
            .setUnit(metric.unit());
    if (!metric.buckets().isEmpty()) {
      try {
        builder.setExplicitBucketBoundariesAdvice(metric.buckets());
      } catch (NoSuchMethodError before132) {
        // An API before 1.32 takes no advice; the pipeline's own bounds are used.
      }
    }
    return builder.build();
  }

  private static PipelineInstrument gauge(Meter meter, OtelMetric metric) {
    DoubleGaugeBuilder builder =
        meter
            .gaugeBuilder(metric.name())
            .setDescription(metric.description())
            .setUnit(metric.unit());
    try {
      Function<Attributes, Series> binder = SynchronousGauge.of(builder);
      if (binder != null) {
        return bound(metric, binder);
      }
    } catch (LinkageError before138) {
      // An API before 1.38 has asynchronous gauges only.
    }
    return ObservedGauge.of(builder, metric);
  }

  private static PipelineInstrument bound(OtelMetric metric, Function<Attributes, Series> binder) {
    return new PipelineInstrument() {
      @Override
      public Series series(List<String> attributeValues, List<LabelType> types) {
        return binder.apply(attributes(metric, attributeValues, types));
      }

      @Override
      public void forget(List<String> attributeValues) {
        // As for all of it: see close.
      }

      @Override
      public void close() {
        // The API knows no end of a synchronous instrument.
      }
    };
  }

  static Attributes attributes(OtelMetric metric, List<String> values, List<LabelType> types) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < values.size(); i++) {
      String key = metric.attributeKeys().get(i);
      String text = values.get(i);
      LabelType type = types.get(i);
      switch (type.fits(text) ? type : LabelType.TEXT) {
        case TEXT -> attributes.put(key, text);
        case LONG -> attributes.put(key, Long.parseLong(text));
        case DOUBLE -> attributes.put(key, Double.parseDouble(text));
        case BOOLEAN -> attributes.put(key, Boolean.parseBoolean(text));
      }
    }
    return attributes.build();
  }
}
