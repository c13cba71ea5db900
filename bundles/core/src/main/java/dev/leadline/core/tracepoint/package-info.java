/**
 * A tracepoint in force: what it declares, and all that is counted and found out about it.
 *
 * <p>Entry class: {@link dev.leadline.core.tracepoint.LiveTracepoint}. Changed on Leadline's
 * thread, read on any.
 */
@NullMarked
package dev.leadline.core.tracepoint;

import org.jspecify.annotations.NullMarked;
