/**
 * How control and values flow through one method: blocks, dominators, where executions of a line
 * begin and end, what the verifier knows about each local variable. Entry classes: {@link
 * dev.leadline.core.instrumentation.flow.CodeBlocks} and {@link
 * dev.leadline.core.instrumentation.flow.LineEntries}.
 *
 * <p>Pure functions over ASM's tree; no class is ever loaded. Not thread-safe; each use is confined
 * to one transformation.
 */
@NullMarked
package dev.leadline.core.instrumentation.flow;

import org.jspecify.annotations.NullMarked;
