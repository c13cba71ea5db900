/**
 * Looks into loaded classes for people: finds files, shows lines and what is in scope, tries
 * expressions. Entry class: {@link dev.leadline.core.inspection.CoreInspector}.
 *
 * <p>Class files are read on the caller's thread, expressions are compiled on Leadline's, and
 * values are rendered on the application's: the few that somebody asked for.
 */
@NullMarked
package dev.leadline.core.inspection;

import org.jspecify.annotations.NullMarked;
