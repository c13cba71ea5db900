/**
 * What a metric is called on a Prometheus endpoint. Entry: {@link
 * dev.leadline.provider.prometheus.naming.PrometheusNames}. Pure functions and values; any thread.
 */
@NullMarked
package dev.leadline.provider.prometheus.naming;

import org.jspecify.annotations.NullMarked;
