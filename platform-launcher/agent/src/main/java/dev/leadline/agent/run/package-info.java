/**
 * Files of running JVMs: the run directory of a user, one directory in it per JVM, and the bundles
 * that all of them share. Entry class: {@link dev.leadline.agent.run.RunDirectory}. On the boot
 * thread.
 *
 * <p>A JVM owns what it has locked: process ids come back, and in containers they are all 1.
 */
@NullMarked
package dev.leadline.agent.run;

import org.jspecify.annotations.NullMarked;
