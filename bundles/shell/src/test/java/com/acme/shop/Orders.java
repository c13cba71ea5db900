package com.acme.shop;

import java.util.List;

/** What the tests look into; the comments mark lines. */
public final class Orders {

  private long sold;

  /** A customer. */
  public record Customer(String name, String tier) {}

  /** Sells something, in cents. */
  public long place(Customer customer, List<Long> prices) {
    long total = 0;
    for (long price : prices) {
      total += price; // add
    }
    sold += total; // sold
    Runnable print =
        () -> {
          String line = customer.name() + " bought";
          line.length(); // in a lambda
        };
    print.run();
    return total; // placed
  }

  /** Sold so far. */
  public long sold() {
    return sold;
  }
}
