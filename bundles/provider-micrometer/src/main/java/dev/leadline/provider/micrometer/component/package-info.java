/**
 * The OSGi side: {@link dev.leadline.provider.micrometer.component.MicrometerComponent} registers
 * the provider as a service. Threading: the container's threads.
 */
@NullMarked
package dev.leadline.provider.micrometer.component;

import org.jspecify.annotations.NullMarked;
