// needs 21
class Patterns {
  static int sink;

  static void run() {
    Object[] all = {null, "text", "x", new Login("ann", new Point(1, 2)), new Login("bob", new Point(-1, 0)), 7, 8L}; //= 1
    for (Object o : all) { //= 1
      sink += weigh(o); //= 7
      oneLine(o); //= 7
    }
    close(new Logout()); //= 1
  }

  sealed interface Event permits Login, Logout {}

  record Point(int x, int y) {}

  record Login(String user, Point at) implements Event {}

  record Logout() implements Event {}

  static int weigh(Object o) {
    return switch (o) { //= 7
      case null -> 0; //= 1
      case String s when s.length() > 3 -> 1; //= 2
      case String s -> 2; //= 1
      case Login(String user, Point(int x, int y)) when x > 0 -> x + y; //= 2
      case Login l -> l.user().length(); //= 1
      case Integer i -> { //= 1
        int twice = i * 2; //= 1
        yield twice; //= 1
      }
      default -> 9; //= 1
    };
  }

  static void oneLine(Object o) {
    switch (o) { case String s when s.length() > 3 -> sink++; case null, default -> sink--; } //= 7
  }

  static int close(Event e) {
    return switch (e) { //= 1
      case Login(var user, var at) -> at.x(); //= 0
      case Logout out -> 3; //= 1
    };
  }
}
