/**
 * The adapter for Micrometer, loaded anew for each copy of it in an application. HOT PATH: the
 * series made here.
 *
 * <p>Entry: {@link dev.leadline.provider.micrometer.composite.GlobalRegistry}. Threading: that of
 * {@link dev.leadline.provider.micrometer.registry}.
 */
@NullMarked
package dev.leadline.provider.micrometer.composite;

import org.jspecify.annotations.NullMarked;
