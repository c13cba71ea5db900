package dev.leadline.core.component;

/** What is loaded once more while its source drifts; no other test has a probe in it. */
final class Placard {

  private Placard() {}

  static int lined(int n) {
    int result = n + 1; // lined
    return result;
  }
}
