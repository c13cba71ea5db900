/**
 * The one package that is linked to the OpenTelemetry API: to the bundle's own copy, and loaded
 * anew for each copy of an application ({@link
 * dev.leadline.provider.otel.instrument.GlobalPipeline}) and for the one inside the OpenTelemetry
 * Java agent.
 *
 * <p>Threading: opening and closing on set-up threads; series on the application's.
 */
@NullMarked
package dev.leadline.provider.otel.instrument;

import org.jspecify.annotations.NullMarked;
