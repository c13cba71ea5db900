package dev.leadline.provider.otel.application;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An application with an SDK of its own. Loaded by its own loader against its own copy of the SDK,
 * so it speaks with the test in types of the JDK: a command, and what its exporter has got by name:
 * kind, description, unit, version of the meter, points by attributes, and the attributes with
 * their types.
 */
public final class SdkShop implements Function<String, Map<String, List<Object>>> {
  private volatile List<MetricData> last = List.of();
  private SdkMeterProvider provider;

  @Override
  public Map<String, List<Object>> apply(String command) {
    switch (command) {
      case "start" -> start();
      case "start without a reader" ->
          OpenTelemetrySdk.builder()
              .setMeterProvider(SdkMeterProvider.builder().build())
              .buildAndRegisterGlobal();
      case "look for the global" -> GlobalOpenTelemetry.get();
      case "set" -> GlobalOpenTelemetry.set(OpenTelemetrySdk.builder().build());
      case "stop" -> {
        provider.shutdown();
      }
      case "export" -> {
        // With nothing to export, the exporter is not called.
        last = List.of();
        provider.forceFlush().join(10, TimeUnit.SECONDS);
      }
      default -> throw new IllegalArgumentException(command);
    }
    Map<String, List<Object>> metrics = new HashMap<>();
    for (MetricData metric : last) {
      Map<Map<String, String>, Object> points = new HashMap<>();
      List<Map<String, Object>> typed = new ArrayList<>();
      for (PointData point : metric.getData().getPoints()) {
        points.put(attributes(point.getAttributes()), value(point));
        Map<String, Object> attributes = new HashMap<>();
        point.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        typed.add(attributes);
      }
      metrics.put(
          metric.getName(),
          List.of(
              metric.getType().name(),
              metric.getDescription(),
              metric.getUnit(),
              String.valueOf(metric.getInstrumentationScopeInfo().getVersion()),
              points,
              typed));
    }
    return metrics;
  }

  private void start() {
    provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.builder(new KeepingExporter())
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build();
    OpenTelemetrySdk.builder().setMeterProvider(provider).buildAndRegisterGlobal();
  }

  private static Map<String, String> attributes(Attributes attributes) {
    Map<String, String> labels = new HashMap<>();
    attributes.forEach((key, value) -> labels.put(key.getKey(), value.toString()));
    return labels;
  }

  private static Object value(PointData point) {
    if (point instanceof HistogramPointData histogram) {
      return List.of(
          histogram.getCount(),
          histogram.getSum(),
          histogram.getBoundaries(),
          histogram.getCounts());
    }
    return ((DoublePointData) point).getValue();
  }

  private final class KeepingExporter implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      last = new ArrayList<>(metrics);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
