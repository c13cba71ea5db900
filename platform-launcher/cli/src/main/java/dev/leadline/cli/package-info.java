/**
 * {@code java -jar leadline.jar}: finds JVMs, attaches, and talks to the shells in them. Entry
 * class: {@link dev.leadline.cli.CommandLineEntry}. One thread, in a JVM of its own; nothing of it
 * is loaded in an application.
 */
@NullMarked
package dev.leadline.cli;

import org.jspecify.annotations.NullMarked;
