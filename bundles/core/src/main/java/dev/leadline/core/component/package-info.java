/**
 * Declarative Services components of the core: thin classes around the plain ones, which know no
 * OSGi.
 *
 * <p>Activated and called on Leadline's own threads.
 */
@NullMarked
package dev.leadline.core.component;

import org.jspecify.annotations.NullMarked;
