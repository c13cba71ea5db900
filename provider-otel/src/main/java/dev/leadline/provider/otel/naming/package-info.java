/**
 * How metrics are called in OpenTelemetry. Entry: {@link
 * dev.leadline.provider.otel.naming.OtelNames}. Threading: pure functions and values.
 */
@NullMarked
package dev.leadline.provider.otel.naming;

import org.jspecify.annotations.NullMarked;
