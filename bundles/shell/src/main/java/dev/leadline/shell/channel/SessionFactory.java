package dev.leadline.shell.channel;

import dev.leadline.control.ShellRequest;
import java.io.IOException;
import java.io.OutputStream;

/** Makes interactive sessions. */
@FunctionalInterface
public interface SessionFactory {

  /**
   * A new session; it does not run yet.
   *
   * @param screen takes what goes to the person's terminal
   * @param audit is told of each line that the person enters, and how it ended
   */
  InteractiveSession open(ShellRequest request, OutputStream screen, SessionAudit audit)
      throws IOException;
}
