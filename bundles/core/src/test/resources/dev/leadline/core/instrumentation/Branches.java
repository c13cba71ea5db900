class Branches {
  static int sink;

  static void run() {
    for (int i = 0; i < 4; i++) { //= 1
      choose(i); //= 4
      text("k" + i); //= 4
      ternary(i); //= 4
      compact(i); //= 4
      logic(i); //= 4
      calls(i); //= 4
      oneLineElse(i); //= 4
    }
  }

  static int choose(int i) {
    switch (i) { //= 4
      case 0: //= -
        sink++; //= 1
        break; //= 1
      case 1: //= -
        sink += 2; //= 1
      case 2: //= -
        sink += 3; //= 2
        break; //= 2
      default: //= -
        sink += 4; //= 1
    }
    return switch (i) { //= 4
      case 0 -> 5; //= 1
      case 1, 2 -> { //= -
        int x = i * 2; //= 2
        yield x; //= 2
      }
      default -> 7; //= 1
    };
  }

  static int text(String s) {
    switch (s) { //= 4
      case "k0": //= -
        return 1; //= 1
      case "k1": //= -
        return 2; //= 1
      default: //= -
        sink++; //= 2
    }
    return 0; //= 2
  }

  static int ternary(int i) {
    int x = i % 2 == 0 ? 1 : 2; //= 4
    int y = //= - ecj 4
        i > 1 //= 4
            ? x + 1 //= 2
            : x + 2; //= 2
    if (i > 2) sink++; else sink--; //= 4
    return x //= 4
        + y; //= - ecj 4
  }

  static int compact(int i) {
    switch (i) { case 0: sink++; case 1: sink++; break; default: sink--; } //= 4
    switch (i) { //= 4
      case 0: sink++; case 1: sink++; break; //= 2
      default: sink--; //= 2
    }
    return i; //= 4
  }

  static boolean logic(int i) {
    return i > 0 //= 4
        && i < 3 //= - ecj 3
        || i == 0; //= - ecj 2
  }

  static boolean is(int i, int bit) {
    return (i & bit) != 0; //= 34
  }

  static boolean calls(int i) {
    boolean a = is(i, 1) //= 4
        && is(i, 2); //= 2
    boolean b = is(i, 1) //= 4
        || is(i, 2); //= 2
    int c = is(i, 1) //= 4
        ? id(1) : id(2); //= 4
    int d = Math.max(sink, is(i, 1) //= 4
        ? id(1) //= 2
        : id(2)); //= 2
    int e = is(i, 1) //= 4
        ? 1 : 0; //= 4 ecj -
    if (is(i, 1) //= 4
        && is(i, 2) //= 2
        && a) { //= - ecj 1
      sink++; //= 1
    }
    return a; //= 4
  }

  static void oneLineElse(int i) {
    if (is(i, 1)) //= 4
      sink++; //= 2
    else sink--; sink++; //= 4
  } //= 4

  static int id(int i) {
    return i; //= 8
  }
}
