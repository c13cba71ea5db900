/**
 * Tracepoint documents: {@link dev.leadline.core.format.JsonTracepointFormat} reads all dialects
 * and writes the canonical one.
 *
 * <p>The format keeps no state and may be called from any thread but the application's; a reading's
 * parts belong to the thread that reads.
 */
@NullMarked
package dev.leadline.core.format;

import org.jspecify.annotations.NullMarked;
