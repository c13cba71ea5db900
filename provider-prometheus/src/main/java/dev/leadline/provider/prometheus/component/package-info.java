/**
 * The OSGi side: {@link dev.leadline.provider.prometheus.component.PrometheusComponent} reads
 * settings and registers the provider as a service. Threading: the container's threads.
 */
@NullMarked
package dev.leadline.provider.prometheus.component;

import org.jspecify.annotations.NullMarked;
