/**
 * Which tracepoints are in force, and how each of them is.
 *
 * <p>Entry class: {@link dev.leadline.core.registry.LiveTracepointRegistry}. Safe on any thread but
 * the application's; work on classes is handed to Leadline's own thread.
 */
@NullMarked
package dev.leadline.core.registry;

import org.jspecify.annotations.NullMarked;
