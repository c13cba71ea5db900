package dev.leadline.itests.benchmarks.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * What an application has at a code point, and the expressions of the benchmarks as javac makes
 * them. These are in here, because javac lets nobody else read the private fields.
 */
@NullUnmarked // applications are
final class Basket {

  enum Tier {
    FREE,
    GOLD
  }

  record Address(String city, String country) {}

  static final class Customer {
    private final String name;
    private final Address address = new Address("Oslo", "NO");
    private final Tier tier = Tier.GOLD;

    Customer(String name) {
      this.name = name;
    }

    Tier getTier() {
      return tier;
    }
  }

  static final class Item {
    private final double price;
    private final int quantity;
    private final String label;

    Item(double price, int quantity) {
      this.price = price;
      this.quantity = quantity;
      this.label = "item-" + quantity;
    }
  }

  private static final int ITEMS = 20;

  private final Customer customer = new Customer("ann");
  private final List<Item> items = new ArrayList<>();
  private final Set<String> tags = new HashSet<>(List.of("express", "gift"));
  private final long createdAt = System.currentTimeMillis() - 1_234;
  private final double net;
  private final int count;
  private final String coupon;

  /** With values that javac does not know, so that it folds none of them. */
  Basket(double net, int count, String coupon) {
    this.net = net;
    this.count = count;
    this.coupon = coupon;
    for (int i = 0; i < ITEMS; i++) {
      items.add(new Item((i * 7) % ITEMS + 0.25, i % 4));
    }
  }

  static String path(Basket basket) {
    return basket.customer.address.city;
  }

  static Tier getter(Basket basket) {
    return basket.customer.getTier();
  }

  static double elapsed(Basket basket, long now) {
    return (now - basket.createdAt) / 1000.0;
  }

  static double arithmetic(Basket basket) {
    return basket.net * basket.count + 1.5;
  }

  static boolean condition(Basket basket) {
    return basket.customer.tier == Tier.GOLD && basket.count > 3;
  }

  static boolean text(Basket basket) {
    return !basket.customer.name.equals("test");
  }

  static String safe(Basket basket) {
    Customer customer = basket == null ? null : basket.customer;
    Address address = customer == null ? null : customer.address;
    return address == null ? null : address.city;
  }

  static String elvis(Basket basket) {
    String coupon = basket.coupon;
    return coupon != null && !coupon.isEmpty() ? coupon : "none";
  }

  static String template(Basket basket) {
    return basket.customer.name + "-" + basket.count;
  }

  static int size(Basket basket) {
    return basket.items.size();
  }

  static boolean contains(Basket basket) {
    return basket.tags.contains("express");
  }

  static double sum(Basket basket) {
    double sum = 0;
    for (Item item : basket.items) {
      sum += item.price;
    }
    return sum;
  }

  static long count(Basket basket) {
    long count = 0;
    for (Item item : basket.items) {
      if (item.quantity > 1) {
        count++;
      }
    }
    return count;
  }

  static boolean any(Basket basket) {
    for (Item item : basket.items) {
      if (item.price > 18) {
        return true;
      }
    }
    return false;
  }

  static boolean every(Basket basket) {
    for (Item item : basket.items) {
      if (!(item.price > 0)) {
        return false;
      }
    }
    return true;
  }

  static double max(Basket basket) {
    Item best = null;
    for (Item item : basket.items) {
      if (best == null || item.price > best.price) {
        best = item;
      }
    }
    return best.price;
  }

  static double min(Basket basket) {
    Item best = null;
    for (Item item : basket.items) {
      if (best == null || item.price < best.price) {
        best = item;
      }
    }
    return best.price;
  }

  static int find(Basket basket) {
    for (Item item : basket.items) {
      if (item.price > 18) {
        return item.quantity;
      }
    }
    throw new IllegalStateException();
  }

  static List<String> collect(Basket basket) {
    List<String> labels = new ArrayList<>();
    for (Item item : basket.items) {
      labels.add(item.label);
    }
    return labels;
  }
}
