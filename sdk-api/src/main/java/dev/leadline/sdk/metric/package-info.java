/**
 * Metric providers: a bundle that registers a {@link dev.leadline.sdk.metric.MetricProvider}
 * service gets every metric.
 *
 * <p>{@code open} and {@code close} run on set-up threads of Leadline; {@link
 * dev.leadline.sdk.metric.Series#record} and {@link dev.leadline.sdk.metric.Instrument#series} run
 * on the application's threads and are the hot path.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.leadline.sdk.metric;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
