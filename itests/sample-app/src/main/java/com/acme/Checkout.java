package com.acme;

import com.acme.web.User;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Turns baskets into orders. */
final class Checkout {

  /**
   * One line of a basket.
   *
   * @param product its name
   * @param quantity how many
   * @param price of one, in cents
   */
  record Item(String product, int quantity, long price) {}

  /** What was bought. */
  static final class Order {
    private final long number;
    private final User user;
    private final List<Item> items;
    private final long total;

    Order(long number, User user, List<Item> items, long total) {
      this.number = number;
      this.user = user;
      this.items = List.copyOf(items);
      this.total = total;
    }

    long number() {
      return number;
    }

    User user() {
      return user;
    }

    List<Item> items() {
      return items;
    }

    long total() {
      return total;
    }
  }

  private final AtomicLong orders = new AtomicLong();

  /** Places an order for the items of a basket, which must not be empty. */
  Order place(User user, List<Item> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("an order has items");
    }
    long total = items.stream().mapToLong(item -> item.quantity() * item.price()).sum();
    long number = orders.incrementAndGet();
    Order order = new Order(number, user, items, total);
    return order; // tracepoint: checkout
  }

  long orders() {
    return orders.get();
  }
}
