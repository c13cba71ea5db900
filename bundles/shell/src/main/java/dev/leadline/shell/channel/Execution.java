package dev.leadline.shell.channel;

import java.io.IOException;

/** What a client has asked for, under way on another thread. */
interface Execution {

  /**
   * Takes what the client sends meanwhile.
   *
   * @throws IOException always: when the connection has ended, or the client misbehaves
   */
  void listen() throws IOException;

  /** Ends it, if it has not ended, and waits until it has. */
  void end();
}
