/**
 * The adapter for simpleclient. HOT PATH: the series made here.
 *
 * <p>This package is loaded once for the embedded registry and anew for each application that has
 * simpleclient, then linked to the application's copy. It may use classes of {@code
 * io.prometheus.client} of any version, and nothing else of the vendor.
 *
 * <p>Entry: {@link dev.leadline.provider.prometheus.simpleclient.SimpleclientRegistry}. Threading:
 * that of {@link dev.leadline.provider.prometheus.registry}.
 */
@NullMarked
package dev.leadline.provider.prometheus.simpleclient;

import org.jspecify.annotations.NullMarked;
