/**
 * The adapter for prometheus-metrics 1.x, simpleclient's successor. HOT PATH: the series made here.
 *
 * <p>It is loaded anew for each application that has the library, and never linked to a copy of our
 * own: the bundle has none.
 *
 * <p>Entry: {@link dev.leadline.provider.prometheus.metrics.DefaultRegistry}. Threading: that of
 * {@link dev.leadline.provider.prometheus.registry}.
 */
@NullMarked
package dev.leadline.provider.prometheus.metrics;

import org.jspecify.annotations.NullMarked;
