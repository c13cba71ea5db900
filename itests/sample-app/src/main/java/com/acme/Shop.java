package com.acme;

import com.acme.web.Session;
import com.acme.web.SessionManager;
import com.acme.web.User;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The shop, and its customers. */
final class Shop {
  private static final List<String> TIERS = List.of("free", "gold", "test");
  private static final int PRODUCTS = 300;

  private final SessionManager sessions = new SessionManager();
  private final Cache products = new Cache(150);
  private final Checkout checkout = new Checkout();
  private final List<User> users = new ArrayList<>();

  Shop() {
    for (int i = 0; i < 9; i++) {
      users.add(new User("u" + i, TIERS.get(i % TIERS.size())));
    }
  }

  /** A stream of customers, for one thread. */
  Visitors visitors(int seed) {
    return new Visitors(new Random(seed));
  }

  private static Checkout.Item gift(User user) {
    return new Checkout.Item("a card for " + user.id(), 1, 0);
  }

  /** One line for the end of a run. */
  String report() {
    SessionManager.Statistics statistics = sessions.statistics();
    return "%d sessions created, %d destroyed, %d orders, %d products cached"
        .formatted(
            statistics.created(), statistics.destroyed(), checkout.orders(), products.size());
  }

  /** Customers of one thread: each stays while a few others come. */
  final class Visitors {
    private static final int MOST_AT_ONCE = 40;

    private final Random random;
    private final Deque<Session> inside = new ArrayDeque<>();

    private Visitors(Random random) {
      this.random = random;
    }

    /**
     * A user comes, looks at a product, and buys something one time in ten; others leave.
     *
     * @param number decides who the user is, so that every run has the same users as often
     */
    void next(long number) {
      User user = users.get((int) (number % users.size()));
      inside.add(sessions.create(user));
      String product =
          products.get(
              "product-" + random.nextInt(PRODUCTS),
              name -> {
                String article = name.endsWith("8") ? "an " : "a ";
                return article + name; // tracepoint: in a lambda
              });
      if (number % 10 == 0) {
        checkout.place(
            user, List.of(new Checkout.Item(product, 1 + random.nextInt(3), 995), gift(user)));
      }
      while (inside.size() > random.nextInt(MOST_AT_ONCE)) {
        sessions.destroy(inside.remove());
      }
    }

    void allLeave() {
      inside.forEach(sessions::destroy);
      inside.clear();
    }
  }
}
