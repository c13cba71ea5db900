package dev.leadline.shell.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The consoles of the commands that run in one session. */
final class RunningConsoles {

  /** The session's variable that holds it. */
  static final String VARIABLE = ".leadline.consoles";

  private final Set<SessionConsole> consoles = ConcurrentHashMap.newKeySet();

  void add(SessionConsole console) {
    consoles.add(console);
  }

  void remove(SessionConsole console) {
    consoles.remove(console);
  }

  /** Ctrl-C: returns whether a command has been told that did not know yet. */
  boolean cancel() {
    boolean told = false;
    for (SessionConsole console : consoles) {
      told |= console.cancel();
    }
    return told;
  }
}
