import java.util.List;

class Modern {
  static int sink;

  static void run() {
    new Owner(2).task.run(); //= 1
    Shape[] shapes = {new Circle(1), new Square(2), new Circle(3)}; //= 1
    for (Shape s : shapes) { //= 1
      sink += area(s); //= 3
    }
    sink += Modern.<Integer>first(List.of(4, 5)); //= 1
    sink += Op.PLUS.apply(1, 2) + Op.TIMES.apply(3, 4); //= 1
    sink += Inter.shared(3); //= 1
    for (String s : List.of("a", "b", "Aa", "BB", "c")) { //= 1
      sink += weigh(s); //= 5
    }
    sink += text(4).length(); //= 1
  }

  static class Owner {
    final Runnable task;

    Owner(int n) { //= 1
      Runnable first = () -> sink += n; //= 2
      this.task = () -> { //= 1
        first.run(); //= 1
        Runnable inner = () -> { //= 1
          sink++; //= 1
        };
        inner.run(); //= 1
      };
    } //= 1
  }

  sealed interface Shape permits Circle, Square {}

  record Circle(int r) implements Shape {
    Circle { //= 2
      if (r < 0) { //= 2
        throw new IllegalArgumentException(); //= 0
      }
    } //= 2
  }

  record Square(int side) implements Shape {
    Square(int side) { //= 1
      this.side = side; //= 1
    } //= 1
  }

  static int area(Shape s) {
    if (s instanceof Circle c && c.r() > 0) { //= 3
      return c.r(); //= 2
    }
    return ((Square) s).side(); //= 1
  }

  static <T extends Comparable<? super T>> T first(List<? extends T> all) {
    T best = all.get(0); //= 1
    for (T each : all) if (each.compareTo(best) < 0) best = each; //= 1
    return best; //= 1
  }

  // Two of the texts have the same hash code.
  static int weigh(String s) {
    return switch (s) { //= 5
      case "a", "b" -> 1; //= 2
      case "Aa" -> 2; //= 1
      case "BB" -> { //= -
        int n = s.length(); //= 1
        yield n + 1; //= 1
      }
      default -> 0; //= 1
    };
  }

  static String text(int n) {
    return """
        lines
        """ //= -
        .repeat(n) //= 1
        .strip(); //= 1
  }

  enum Op {
    PLUS("+") { //= 2
      @Override
      int apply(int a, int b) {
        return a + b; //= 1
      }
    },
    TIMES("*") { //= 2
      @Override
      int apply(int a, int b) {
        return a * b; //= 1
      }
    };

    final String sign;

    Op(String sign) { //= 2
      this.sign = sign; //= 2
    } //= 2

    abstract int apply(int a, int b);
  }

  interface Inter {
    int FIXED = Integer.parseInt("7"); //= 1

    static int shared(int n) {
      return helper(n) + FIXED; //= 1
    }

    private static int helper(int n) {
      return n * 2; //= 1
    }
  }
}
