/**
 * The control channel: a Unix domain socket that runs commands for those who can read the token.
 * Entry class: {@link dev.leadline.shell.channel.ControlServer}. It knows neither Gogo nor OSGi;
 * what it runs is given to it.
 *
 * <p>Threads: one waits for clients; a client in its handshake has one, a command or session two.
 * All are daemons of the system's thread group, and end soon after they have nothing to do. Clients
 * are limited in number, time and size, and see nothing of each other.
 */
@NullMarked
package dev.leadline.shell.channel;

import org.jspecify.annotations.NullMarked;
