package dev.leadline.core.component;

/**
 * What many loaders load at once. Not {@link Shop}: these classes stay for a while, and whoever
 * puts a probe into that one would have each of them retransformed.
 */
final class Booth {

  private Booth() {}

  static long sell(String who, int amount) {
    long total = amount * 2L; // sell
    return total;
  }
}
