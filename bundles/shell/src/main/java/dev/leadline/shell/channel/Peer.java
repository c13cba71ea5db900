package dev.leadline.shell.channel;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end. */
final class Peer {

  private Peer() {}

  /** The user, as the system knows; {@code ?} where it does not say. */
  static String userOf(SocketChannel channel) {
    try {
      return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException | LinkageError unknown) {
      // No such option on this system, or the application is a named module without jdk.net.
      return "?";
    }
  }
}
