/**
 * What a command of the shell is: {@link dev.leadline.shell.command.ShellCommand}, run with a
 * {@link dev.leadline.shell.command.Console}. The same command serves the one-shot {@code exec},
 * the interactive session and scripts.
 *
 * <p>Commands run on the threads of the control channel, many at once; never on the application's.
 */
@NullMarked
package dev.leadline.shell.command;

import org.jspecify.annotations.NullMarked;
