import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

class Calls {
  static int sink;

  static void run() {
    StringBuilder b = new StringBuilder(); //= 1
    b.append("a") //= 1
        .append(two( //= 1
            1, //= - ecj 1
            sink)) //= - ecj 1
        .append("c"); //= 1
    int sum = two( //= 1
        three(), //= 1
        three()); //= 1
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3)); //= 1
    list.forEach(x -> sink += x); //= 4
    list.forEach( //= 1
        x -> { //= - ecj 1
          sink += x; //= 3
        }); //= 3
    list.stream() //= 1
        .map(x -> x + 1) //= 4
        .filter(x -> x > 2) //= 4
        .forEach(Calls::accept); //= 1
    Supplier<Supplier<Integer>> nested = () -> () -> 5; //= 3
    sink += nested.get().get(); //= 1
    Runnable r = //= 1
        new Runnable() { //= 1 ecj 2
          @Override
          public void run() {
            sink++; //= 2
          }
        };
    r.run(); //= 1
    r.run(); //= 1
    IntFunction<int[]> make = int[]::new; //= 2 ecj 1
    sink += make.apply(3).length; //= 1
    recurse(3); //= 1
    new Calls().new Inner().touch(); //= 1
  } //= 1

  static int two(int a, int b) {
    return a + b; //= 2
  }

  static int three() {
    return 3; //= 2
  }

  static void accept(int x) {
    sink += x; //= 2
  }

  static int recurse(int n) {
    if (n == 0) { //= 4
      return 0; //= 1
    }
    return 1 + recurse(n - 1); //= 3
  }

  private int secret = 1; //= 1

  class Inner { //= 1
    void touch() {
      secret++; //= 1
      sink += secret; //= 1
    } //= 1
  }
}
