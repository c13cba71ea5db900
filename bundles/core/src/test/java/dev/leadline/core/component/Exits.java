package dev.leadline.core.component;

/** Methods with many ways out; the comments mark lines. */
final class Exits {

  private static int checked;

  private Exits() {}

  static int classify(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("negative");
    }
    if (n == 0) {
      return 10;
    }
    if (n == 1) {
      return 11;
    }
    for (int i = 0; i < n; i++) {
      if (i == 5) {
        return 15;
      }
    }
    return 20;
  }

  static void touch(long wide, String who) {
    if (who == null) {
      return;
    }
    checked += (int) wide;
  }

  static int guarded(int n) {
    try {
      return check(n);
    } finally {
      checked++; // finally
    }
  }

  static int lined(int n) {
    int result = check(n); // lined
    return result;
  }

  /** Every frame of a deep recursion passes the end of this. */
  static int deep(Object marker, int depth) {
    if (depth == 0) {
      return 0;
    }
    return 1 + deep(marker, depth - 1);
  }

  static int check(int n) {
    if (n < 0) {
      throw new IllegalStateException("no " + n);
    }
    return n;
  }

  static int halved(int n) {
    n = n / 2; // halved
    return n;
  }
}
