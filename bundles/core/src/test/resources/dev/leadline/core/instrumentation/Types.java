import java.util.concurrent.Callable;

class Types {
  static int sink = 1; //= 1
  static final int CONSTANT = 7; //= -
  static final String TEXT; //= -

  static { //= -
    TEXT = "t" + sink; //= 1
  } //= 1

  static void run() throws Exception {
    new Holder<>("a").get(); //= 1
    Greeter g = () -> "x"; //= 4
    g.greet(); //= 1
    Greeter.twice(g); //= 1
    Color.RED.next(); //= 1
    Color.valueOf("BLUE").next(); //= 1
    sink += Color.values().length; //= 1
    Callable<String> c = new Holder<>("b"); //= 1
    c.call(); //= 1
    assert sink > 0 : "positive"; //= 1
    second(); //= 1
    long l = 5L; //= 1
    double d = l * 2.0; //= 1
    sink += (int) d; //= 1
    Object o = sink; //= 1
    if (o instanceof Integer i && i > 0) { //= 1
      sink++; //= 1
    }
    sink += Second.answer(); //= 1
  }

  static class Holder<T> implements Callable<T> {
    private final T value;

    Holder(T value) { //= 2
      this.value = value; //= 2
    } //= 2

    T get() {
      return value; //= 1
    }

    @Override
    public T call() {
      return value; //= 1
    }
  }

  interface Greeter {
    String name();

    default String greet() {
      return "hi " + name(); //= 3
    }

    static String twice(Greeter g) {
      return g.greet() //= 1
          + g.greet(); //= 1
    }
  }

  enum Color { //= 3
    RED, //= 1
    BLUE { //= 2
      @Override
      Color next() {
        return RED; //= 1
      }
    };

    Color next() {
      return BLUE; //= 1
    }
  }

  static synchronized void second() {
    sink++; //= 1
  } //= 1
}

class Second {
  static int answer() {
    return 42; //= 1
  }
}
