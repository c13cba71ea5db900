/**
 * Puts probes into classes and takes them out: those that are loaded, and those that load later.
 *
 * <p>Entry class: {@link dev.leadline.core.installation.ProbeInstaller}. Work on loaded classes is
 * done on Leadline's own thread, one class at a time; {@link
 * dev.leadline.core.installation.LoadTransformer} runs on whatever thread loads a class.
 */
@NullMarked
package dev.leadline.core.installation;

import org.jspecify.annotations.NullMarked;
