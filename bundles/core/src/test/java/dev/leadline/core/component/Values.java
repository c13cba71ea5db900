package dev.leadline.core.component;

import java.time.Duration;

/** Hands values of all kinds past a line. */
final class Values {

  /** What the text of the slow label waits for. */
  static volatile Runnable slow = () -> {};

  private static int seen;

  private Values() {}

  static void see(Object value, Label label) {
    seen++; // see
  }

  static void truth(boolean flag, double number) {
    seen++; // truth
  }

  /** Its text is null. */
  static final class Nameless {
    @Override
    @SuppressWarnings("NullAway") // what applications do
    public String toString() {
      return null;
    }
  }

  static Object seconds() {
    return Duration.ofMillis(1_500);
  }

  /** A label whose text may fail, or tell that it was asked for. */
  enum Label {
    PLAIN,
    SLOW {
      @Override
      public String toString() {
        slow.run();
        return "SLOW";
      }
    },
    NAMELESS {
      @Override
      @SuppressWarnings("NullAway") // what applications do
      public String toString() {
        return null;
      }
    },
    BROKEN {
      @Override
      public String toString() {
        throw new IllegalStateException("secret");
      }
    };

    boolean fails() {
      throw new IllegalStateException("secret");
    }
  }
}
