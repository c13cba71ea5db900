package com.acme.bench;

import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/** Private fields, a record, an inner class and a lambda. */
public final class Till implements IntConsumer {

  private final String place = "north";
  private final Drawer drawer = new Drawer();
  private long takings;

  /** What was sold; its accessor is the only way from outside. */
  record Sale(String article, int cents) {}

  /** Sees the till's private fields. */
  private final class Drawer {
    private int coins;

    private void put(Sale sale) {
      String label = place + sale.article();
      coins += label.isEmpty() ? 0 : sale.cents(); // tracepoint: inner class
    }
  }

  @Override
  public void accept(int number) {
    Sale sale = new Sale(number % 2 == 0 ? "tea" : "coffee", number);
    takings += sale.cents(); // tracepoint: record
    drawer.put(sale);
    IntUnaryOperator tax =
        cents -> {
          int share = 10 * cents;
          return share; // tracepoint: lambda
        };
    takings += tax.applyAsInt(number);
  }

  /** Empties it. */
  public long close() {
    long all = takings + drawer.coins + place.length();
    takings = 0;
    return all;
  }
}
