package dev.leadline.provider.otel.embedded;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Keeps metrics whose instruments are closed out of the exports, after a last one: the SDK itself
 * keeps them for ever. Notes how exports go.
 */
final class ExportFilter {
  private final Predicate<String> isOpen;
  private final ExportHealth health;

  /** Names of instruments that were closed and wait for their last export. */
  private final Set<String> closed = ConcurrentHashMap.newKeySet();

  ExportFilter(Predicate<String> isOpen, ExportHealth health) {
    this.isOpen = isOpen;
    this.health = health;
  }

  /** The instrument of this name is closed now. */
  void closed(String name) {
    closed.add(name);
  }

  /** This exporter behind the filter. */
  MetricExporter around(MetricExporter exporter) {
    return new MetricExporter() {
      @Override
      public CompletableResultCode export(Collection<MetricData> metrics) {
        Set<String> last = Set.copyOf(closed);
        closed.removeAll(last);
        CompletableResultCode result =
            exporter.export(
                metrics.stream()
                    .filter(m -> isOpen.test(m.getName()) || last.contains(m.getName()))
                    .toList());
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
