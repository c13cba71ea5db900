/**
 * Changes classes of commands when they are loaded, so that they can run inside an application.
 * Entry class: {@link dev.leadline.shell.weaving.ClassWeaver}. Stateless, safe on any thread.
 */
@NullMarked
package dev.leadline.shell.weaving;

import org.jspecify.annotations.NullMarked;
