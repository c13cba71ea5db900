package dev.leadline.core.component;

/**
 * What a test puts exactly one probe into: unlike {@link Shop}, no other test loads it once more in
 * a loader of its own, where it may still be when the test begins.
 */
final class Kiosk {

  private Kiosk() {}

  static long sell(String who, int amount) {
    long total = amount * 2L; // sell
    return total;
  }
}
