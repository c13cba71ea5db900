import java.util.Comparator;

class Generated {
  static int sink;

  static void run() {
    Point p = new Point(1, 2); //= 1
    sink += p.x() + p.y(); //= 1
    p.toString(); //= 1
    p.hashCode(); //= 1
    p.equals(p); //= 1
    Checked c = new Checked(3); //= 1
    c.value(); //= 1
    c.toString(); //= 1
    Comparator<String> byLength = new ByLength(); //= 1
    byLength.compare("a", "bb"); //= 1
    Covariant v = new Covariant().copy(); //= 1
    ((Base) v).copy(); //= 1
  }

  record Point(int x, int y) {} //= 1 ecj 2

  record Checked(int value) {
    Checked {
      if (value < 0) { //= 1
        throw new IllegalArgumentException(); //= 0
      }
    }

    public int value() { return value; } //= 1

    @Override
    public String toString() {
      return "c" + value; //= 1
    }
  }

  static class ByLength implements Comparator<String> { //= 1
    @Override
    public int compare(String a, String b) {
      return a.length() - b.length(); //= 1
    }
  }

  static class Base { //= 3
    Base copy() {
      return new Base(); //= 0
    }
  }

  static class Covariant extends Base { //= 3
    @Override
    Covariant copy() { return new Covariant(); } //= 2
  }
}
