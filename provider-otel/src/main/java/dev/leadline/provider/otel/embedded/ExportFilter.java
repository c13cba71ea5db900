package dev.leadline.provider.otel.embedded;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * Keeps metrics whose instruments are closed out of the exports: the SDK itself keeps them for
 * ever. Notes how exports go.
 */
final class ExportFilter {
  private final Predicate<String> isOpen;
  private final ExportHealth health;
  private volatile boolean passesAll;

  ExportFilter(Predicate<String> isOpen, ExportHealth health) {
    this.isOpen = isOpen;
    this.health = health;
  }

  /** The last export is at hand, with what was open until now. */
  void closing() {
    passesAll = true;
  }

  /** This exporter behind the filter. */
  MetricExporter around(MetricExporter exporter) {
    return new MetricExporter() {
      @Override
      public CompletableResultCode export(Collection<MetricData> metrics) {
        CompletableResultCode result =
            exporter.export(
                metrics.stream().filter(m -> passesAll || isOpen.test(m.getName())).toList());
        return result.whenComplete(() -> health.exported(result));
      }

      @Override
      public CompletableResultCode flush() {
        return exporter.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return exporter.shutdown();
      }

      @Override
      public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
      }

      @Override
      public Aggregation getDefaultAggregation(InstrumentType type) {
        return exporter.getDefaultAggregation(type);
      }

      @Override
      public MemoryMode getMemoryMode() {
        return exporter.getMemoryMode();
      }

      @Override
      public String toString() {
        return exporter.toString();
      }
    };
  }
}
