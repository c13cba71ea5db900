/**
 * The OSGi side: {@link dev.leadline.provider.otel.component.OtelComponent} registers the provider
 * as a service. Threading: the container's threads.
 */
@NullMarked
package dev.leadline.provider.otel.component;

import org.jspecify.annotations.NullMarked;
