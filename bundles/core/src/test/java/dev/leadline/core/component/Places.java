package dev.leadline.core.component;

import java.util.List;
import java.util.function.IntSupplier;

/** Code in every kind of class that a file may have; the comments mark lines. */
class Places {

  static int started;
  int made;

  static {
    started++; // static
  }

  {
    made++; // instance
  }

  Places() {
    this(1);
  }

  Places(int by) {
    made += by; // constructor
  }

  int pick() {
    return 1;
  }

  int pick(int n) {
    return n;
  }

  static long pick(long wide, double half, String last) {
    return wide + (long) half + last.length();
  }

  static int everywhere() {
    int sum = new Nested().pick();
    class Local {
      int pick() {
        return 3; // local
      }
    }
    sum += new Local().pick();
    IntSupplier anonymous =
        new IntSupplier() {
          @Override
          public int getAsInt() {
            return 4; // anonymous
          }
        };
    sum += anonymous.getAsInt();
    sum += List.of(1, 2).stream().mapToInt(i -> i * 2).sum(); // lambda
    sum += new Pair(5, 6).sum();
    sum += Kind.SMALL.size();
    sum += new Both() {}.add(1) + Both.twice(2);
    return sum + new PlacesBeside().pick();
  }

  static final class Nested {
    int pick() {
      return 2; // nested
    }
  }

  record Pair(int left, int right) {
    int sum() {
      return left + right; // record
    }
  }

  enum Kind {
    SMALL {
      @Override
      int size() {
        return 7; // enum
      }
    };

    abstract int size();
  }

  interface Both {
    default int add(int n) {
      return n + 1; // default
    }

    static int twice(int n) {
      return n * 2; // interface
    }
  }

  interface Picker<T> {
    T choose(T from);
  }

  /** The compiler adds a {@code choose(Object)} that calls the one below. */
  static final class Trimmer implements Picker<String> {
    @Override
    public String choose(String from) {
      return from.trim();
    }
  }
}

/** A second class of the file, at its top level. */
final class PlacesBeside {
  int pick() {
    return 9; // beside
  }
}
