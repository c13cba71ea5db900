package dev.leadline.agent.boot;

import java.util.ArrayDeque;
import java.util.Deque;

/** What the boot has opened so far, closed in reverse order when it fails. */
final class OpenResources {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  void add(AutoCloseable resource) {
    open.push(resource);
  }

  void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // We are here because something failed already, and that is what was reported.
      }
    }
  }
}
