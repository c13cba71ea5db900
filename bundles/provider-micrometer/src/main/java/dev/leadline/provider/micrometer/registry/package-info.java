/**
 * How the bundle calls an adapter for an application's Micrometer; names none of its types. Entry:
 * {@link dev.leadline.provider.micrometer.registry.MeterRegistryAdapter}. Threading: opening and
 * closing on set-up threads; series on the application's.
 */
@NullMarked
package dev.leadline.provider.micrometer.registry;

import org.jspecify.annotations.NullMarked;
