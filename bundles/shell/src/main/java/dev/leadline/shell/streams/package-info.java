/**
 * Standard streams of commands. Entry class: {@link dev.leadline.shell.streams.SystemStreams}. Each
 * thread has its own; the application's are never touched.
 *
 * <p>Exported, because classes of other makers' commands are made to call it when they are loaded.
 */
@NullMarked
package dev.leadline.shell.streams;

import org.jspecify.annotations.NullMarked;
