/**
 * The OSGi side: {@link dev.leadline.shell.component.ShellComponent} opens the control channel and
 * gives it the commands that are there; {@link dev.leadline.shell.component.CommandsComponent}
 * registers ours while the core is there. Threading: the container's threads.
 */
@NullMarked
package dev.leadline.shell.component;

import org.jspecify.annotations.NullMarked;
