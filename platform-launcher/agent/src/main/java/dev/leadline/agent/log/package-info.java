/**
 * Leadline's own log: a file, never the application's logging and never its output. Entry class:
 * {@link dev.leadline.agent.log.LogFile}. Safe on any thread; a line costs one write under a lock
 * that is held for nothing else.
 */
@NullMarked
package dev.leadline.agent.log;

import org.jspecify.annotations.NullMarked;
