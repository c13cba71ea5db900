/**
 * What is wrong with Leadline itself, or worth knowing: every part that can tell registers a {@link
 * dev.leadline.sdk.health.HealthCheck}, and {@code doctor} asks them all.
 *
 * <p>Called on set-up threads, never on the application's.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.leadline.sdk.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
