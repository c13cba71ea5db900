package dev.leadline.core.component;

/** Its argument's text takes as long as a test wants. */
final class Slow {

  private static int handled;

  private Slow() {}

  static void handle(Request request) {
    handled += request == null ? 0 : 1;
  }

  record Request(Runnable work) {
    String text() {
      work.run();
      return "text";
    }
  }
}
