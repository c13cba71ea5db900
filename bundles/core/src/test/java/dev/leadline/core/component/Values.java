package dev.leadline.core.component;

import java.time.Duration;

/** Hands values of all kinds past a line. */
final class Values {

  private static int seen;

  private Values() {}

  static void see(Object value, Label label) {
    seen++; // see
  }

  static void truth(boolean flag, double number) {
    seen++; // truth
  }

  static Object seconds() {
    return Duration.ofMillis(1_500);
  }

  /** A label whose text may fail, or tell that it was asked for. */
  enum Label {
    PLAIN,
    BROKEN {
      @Override
      public String toString() {
        throw new IllegalStateException("secret");
      }
    }
  }
}
