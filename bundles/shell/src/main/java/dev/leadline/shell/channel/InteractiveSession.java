package dev.leadline.shell.channel;

import dev.leadline.control.WindowSize;
import java.io.IOException;

/** A session at a person's terminal, far away. */
public interface InteractiveSession {

  /** Goes on until the person says {@code exit} or has gone; returns the exit status. */
  int run() throws IOException, InterruptedException;

  /** Bytes of the keyboard; called by one thread, while {@link #run} runs on another. */
  void input(byte[] bytes) throws IOException;

  /** The terminal has another size. */
  void resize(WindowSize size);

  /** The person has gone: {@link #run} returns soon. */
  void hangUp();
}
