/**
 * The OpenTelemetry SDK inside the bundle, with its OTLP exporter. Entry: {@link
 * dev.leadline.provider.otel.embedded.EmbeddedPipeline}. Threading: set-up threads, and the SDK's
 * own daemons.
 */
@NullMarked
package dev.leadline.provider.otel.embedded;

import org.jspecify.annotations.NullMarked;
