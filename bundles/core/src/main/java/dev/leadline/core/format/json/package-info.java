/**
 * JSON with places: {@link dev.leadline.core.format.json.JsonDocumentParser} turns a text into
 * {@link dev.leadline.core.format.json.JsonValue}s that know their line, column and pointer.
 *
 * <p>Immutable values; the parser keeps no state and may be called from any thread.
 */
@NullMarked
package dev.leadline.core.format.json;

import org.jspecify.annotations.NullMarked;
