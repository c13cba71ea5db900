/**
 * A collector of OTLP metrics for tests. Entry: {@link dev.leadline.itests.otlp.OtlpReceiver}.
 * Threading: any.
 */
@NullMarked
package dev.leadline.itests.otlp;

import org.jspecify.annotations.NullMarked;
