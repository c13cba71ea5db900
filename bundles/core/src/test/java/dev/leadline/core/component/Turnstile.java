package dev.leadline.core.component;

/**
 * Overloads, in a file whose name is like that of no other class; no other test has them loaded.
 */
final class Turnstile {

  private Turnstile() {}

  static int pass() {
    return 1;
  }

  static int pass(int n) {
    return n;
  }

  static long pass(long wide, double half, String last) {
    return wide + (long) half + last.length();
  }
}
