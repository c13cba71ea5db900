/**
 * Metrics in OpenTelemetry: in the pipeline of the application or of its agent where there is one,
 * else by OTLP from an embedded SDK, where an endpoint is set.
 *
 * <p>Entry: {@link dev.leadline.provider.otel.OtelMetricProvider}. Threading: that of {@link
 * dev.leadline.sdk.metric}.
 */
@NullMarked
package dev.leadline.provider.otel;

import org.jspecify.annotations.NullMarked;
