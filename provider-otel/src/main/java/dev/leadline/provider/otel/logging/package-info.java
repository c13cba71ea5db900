/**
 * What the libraries inside the bundle log through, in the place of {@code java.util.logging}.
 * Entry: {@link dev.leadline.provider.otel.logging.VendorLogger}. Threading: any.
 */
@NullMarked
package dev.leadline.provider.otel.logging;

import org.jspecify.annotations.NullMarked;
