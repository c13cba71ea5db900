/**
 * What can be typed: the table of commands, and sessions at a terminal. Entry class: {@link
 * dev.leadline.shell.session.CommandTable}. Safe on any thread.
 */
@NullMarked
package dev.leadline.shell.session;

import org.jspecify.annotations.NullMarked;
