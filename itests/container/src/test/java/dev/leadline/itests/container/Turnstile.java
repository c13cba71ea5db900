package dev.leadline.itests.container;

/** An application's class that many threads pass, with ten lines to measure at. */
final class Turnstile {

  private Turnstile() {}

  /** Each thread has its lane, and numbers its passes from one on. */
  static long pass(String lane, long n) {
    long sum = lane.length();
    sum += n; // gate 0
    sum ^= n << 1; // gate 1
    sum += n; // gate 2
    sum ^= n << 3; // gate 3
    sum += n; // gate 4
    sum ^= n << 5; // gate 5
    sum += n; // gate 6
    sum ^= n << 7; // gate 7
    sum += n; // gate 8
    sum ^= n << 9; // gate 9
    return sum;
  }
}
