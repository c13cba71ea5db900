package dev.leadline.provider.otel.embedded;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The SDK inside the bundle, configured by OpenTelemetry's own variables and properties, for
 * metrics alone. It is no global, adds no shutdown hook, and its threads are daemons. All classes
 * of the SDK are loaded by this one, so a JVM that does not need it does not have them.
 */
final class EmbeddedSdk implements AutoCloseable {

  /** How long a last export may take; a collector that is away must not delay a JVM's end. */
  private static final long FLUSH_SECONDS = 3;

  private final OpenTelemetrySdk sdk;

  private EmbeddedSdk(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /**
   * A running SDK.
   *
   * @param filter what every export goes through
   * @throws RuntimeException when a setting is wrong; the message says which
   */
  static EmbeddedSdk start(Map<String, String> properties, ExportFilter filter) {
    ClassLoader bundle = EmbeddedSdk.class.getClassLoader();
    Map<String, String> forced = new HashMap<>(properties);
    forced.put("otel.metrics.exporter", "otlp");
    forced.put("otel.traces.exporter", "none");
    forced.put("otel.logs.exporter", "none");
    forced.put("otel.propagators", "none");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // A set-up thread of ours. Without a context loader, what looks for services finds those of
    // the application's class path.
    thread.setContextClassLoader(bundle);
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .setComponentLoader(ComponentLoader.forClassLoader(bundle))
              .disableShutdownHook()
              .addPropertiesCustomizer(config -> forced)
              .addMetricExporterCustomizer((exporter, config) -> filter.around(exporter))
              .build()
              .getOpenTelemetrySdk();
      return new EmbeddedSdk(sdk);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  Meter meter(String version) {
    return sdk.getSdkMeterProvider()
        .meterBuilder("leadline")
        .setInstrumentationVersion(version)
        .build();
  }

  /** Exports now; returns when that is done or has taken too long. */
  void flush() {
    sdk.getSdkMeterProvider().forceFlush().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }
}
