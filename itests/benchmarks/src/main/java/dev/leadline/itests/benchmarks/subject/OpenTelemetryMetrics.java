package dev.leadline.itests.benchmarks.subject;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The application's own OpenTelemetry: an SDK that keeps what it would export. */
final class OpenTelemetryMetrics {

  private static final Duration NEVER = Duration.ofDays(1);

  private final Kept kept = new Kept();
  private final PeriodicMetricReader reader =
      PeriodicMetricReader.builder(kept).setInterval(NEVER).build();

  /** Sets the application's global OpenTelemetry. */
  OpenTelemetryMetrics() {
    OpenTelemetrySdk.builder()
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
        .buildAndRegisterGlobal();
  }

  /** Of a counter the sum of all series, of a histogram the number of its observations. */
  double total(String name) {
    reader.forceFlush().join(10, TimeUnit.SECONDS);
    double total = 0;
    for (MetricData metric : kept.last) {
      if (metric.getName().equals(name)) {
        for (DoublePointData point : metric.getDoubleSumData().getPoints()) {
          total += point.getValue();
        }
        for (HistogramPointData point : metric.getHistogramData().getPoints()) {
          total += point.getCount();
        }
      }
    }
    return total;
  }

  private static final class Kept implements MetricExporter {
    private volatile List<MetricData> last = List.of();

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      last = List.copyOf(metrics);
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
