/**
 * Tracepoints as users declare them, and the services that take them: {@link
 * dev.leadline.sdk.tracepoint.TracepointFormat} reads documents, {@link
 * dev.leadline.sdk.tracepoint.TracepointRegistry} puts tracepoints in force.
 *
 * <p>Immutable values, safe on any thread; the services may be called from any thread but the
 * application's.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.leadline.sdk.tracepoint;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
