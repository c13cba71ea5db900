/**
 * A metrics pipeline and the instruments that we have in it. Names no type of OpenTelemetry, so
 * that an adapter for any copy of its API is called through {@link
 * dev.leadline.provider.otel.pipeline.MetricPipeline}.
 *
 * <p>Threading: opening and closing on set-up threads; series are made and recorded to on the
 * application's.
 */
@NullMarked
package dev.leadline.provider.otel.pipeline;

import org.jspecify.annotations.NullMarked;
