// needs 25
class FlexibleConstructors {
  static int sink;

  static void run() {
    new Checked(3); //= 1
    try { //= -
      new Checked(-1); //= 1
    } catch (IllegalArgumentException e) { //= 1
      sink++; //= 1
    }
  }

  static class Base {
    Base(int x) { //= 1
      sink += x; //= 1
    }
  }

  static class Checked extends Base {
    Checked(int x) {
      if (x < 0) { //= 2
        throw new IllegalArgumentException(); //= 1
      }
      int y = x + 1; //= 1
      super(y); //= 1
      sink++; //= 1
    }
  }
}
