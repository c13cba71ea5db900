package dev.leadline.core.component;

/** What the tests put probes into; the comments mark the lines. */
final class Shop {

  private int sold;

  static long sell(String who, int amount) {
    long total = amount * 2L; // sell
    return total;
  }

  int order(Customer customer) {
    sold++; // order
    return sold;
  }

  record Customer(String name, Tier tier) {}

  enum Tier {
    GOLD,
    BASIC
  }
}
