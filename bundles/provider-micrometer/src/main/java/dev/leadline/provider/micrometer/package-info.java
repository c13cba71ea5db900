/**
 * Metrics in the application's global Micrometer registry, where something is attached to it that
 * takes them on.
 *
 * <p>Entry: {@link dev.leadline.provider.micrometer.MicrometerMetricProvider}. Threading: that of
 * {@link dev.leadline.sdk.metric}.
 */
@NullMarked
package dev.leadline.provider.micrometer;

import org.jspecify.annotations.NullMarked;
