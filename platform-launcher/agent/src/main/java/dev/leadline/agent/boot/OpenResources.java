package dev.leadline.agent.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the boot has opened so far, closed in reverse order when it fails or is told to stop. */
final class OpenResources {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  synchronized void add(AutoCloseable resource) {
    open.push(resource);
  }

  /** Closes all, whatever one of them says; returns what they said. */
  synchronized List<Exception> close() {
    List<Exception> failures = new ArrayList<>();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    return failures;
  }
}
