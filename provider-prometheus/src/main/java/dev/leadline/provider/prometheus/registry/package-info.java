/**
 * One Prometheus registry and the metrics that we have in it. Names no type of a client library, so
 * that an adapter for any copy of one is called through {@link
 * dev.leadline.provider.prometheus.registry.MetricRegistry}.
 *
 * <p>Threading: opening and closing on set-up threads; series are made and recorded to on the
 * application's.
 */
@NullMarked
package dev.leadline.provider.prometheus.registry;

import org.jspecify.annotations.NullMarked;
