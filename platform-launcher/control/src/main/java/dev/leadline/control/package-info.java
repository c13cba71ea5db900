/**
 * How a command line and the shell of a JVM meet and talk: {@link
 * dev.leadline.control.ControlDirectory} is where, {@link dev.leadline.control.FrameChannel} is
 * how. Both sides use it: the command line in its own JVM, the shell bundle in the application's.
 *
 * <p>The protocol: a client connects, sends {@link dev.leadline.control.Protocol#PREAMBLE}, then a
 * {@code HELLO} with the token, then one request. A {@code COMMAND} is answered by any number of
 * {@code OUT} and {@code ERR} and one {@code EXIT}; so is a {@code SHELL}, which also takes {@code
 * INPUT} and {@code RESIZE} on the way; a {@code STOP} is answered by {@code EXIT} when all of
 * Leadline is gone. Whatever the server does not take it answers with {@code REFUSED} and a reason.
 * A frame is its type in one byte, the length of its payload in four, and the payload. Texts are
 * UTF-8.
 *
 * <p>Values are immutable. A channel may be read by one thread and written by many at once.
 */
@NullMarked
package dev.leadline.control;

import org.jspecify.annotations.NullMarked;
