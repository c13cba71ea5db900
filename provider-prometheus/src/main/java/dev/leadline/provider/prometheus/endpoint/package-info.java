/**
 * The HTTP endpoint of the embedded registry. Entry: {@link
 * dev.leadline.provider.prometheus.endpoint.MetricsEndpoint}. Threading: all methods may be called
 * from any thread and return soon; its own threads are daemons named {@code leadline-prometheus-..}
 * (and the JDK's {@code HTTP-Dispatcher}, a daemon too).
 */
@NullMarked
package dev.leadline.provider.prometheus.endpoint;

import org.jspecify.annotations.NullMarked;
