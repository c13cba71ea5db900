/**
 * Metrics in Prometheus: in the application's own registry where it has one, else in an embedded
 * registry with an endpoint of its own.
 *
 * <p>Entry: {@link dev.leadline.provider.prometheus.PrometheusMetricProvider}. Threading: that of
 * {@link dev.leadline.sdk.metric}.
 */
@NullMarked
package dev.leadline.provider.prometheus;

import org.jspecify.annotations.NullMarked;
