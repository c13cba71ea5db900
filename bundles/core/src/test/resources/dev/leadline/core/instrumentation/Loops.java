import java.util.List;

class Loops {
  static int sink;

  static void run() {
    forLoop(); //= 1
    for (int i = 0; i < 3; i++) { //= 1
      sink += i; //= 3
    }
    int k = 0; //= 1
    for (; k < 3; k++) { //= 1
      sink += k; //= 3
    }
    int w = 0; //= 1
    while (w < 3) { //= 4
      w++; //= 3
    }
    do { //= - ecj 3
      w--; //= 3
    } while (w > 0); //= 3
    for (String s : List.of("a", "b")) { //= 1
      sink += s.length(); //= 2
    }
    for (int x : new int[] {1, 2, 3}) { //= 1
      sink += x; //= 3
    }
    for (int i = 0; i < 5; i++) sink += i; //= 1
    while (w < 4) w++; //= 5
    while (w > 0 && sink > 0) { if (w == 2) { w = 1; continue; } w--; } //= 5
    int u = 0; //= 1
    for (; u < 3; u++) sink++; //= 4
    do w++; while (w < 4); //= 4
    while (u > 0) while (u-- > 1) sink++; //= 2
    outer: //= -
    for (int i = 0; i < 3; i++) { //= 1
      for (int j = 0; j < 3; j++) { //= 3
        if (j == 1) { //= 6
          continue outer; //= 3
        }
        sink++; //= 3
      }
    }
    for (int i = 0; i < 3; i++) { //= 1
      if (i == 1) { //= 2
        break; //= 1
      }
      sink++; //= 1
    }
    for (int i = 0, //= 1
        n = 3; //= 1
        i < n; //= 4
        i++) { //= 3
      sink++; //= 3
    }
    while (test(w) //= 6
        && sink > 0) { //= - ecj 5
      w--; //= 5
      sink++; //= 5
    }
    int forever = 0; //= 1
    for (; ; ) { //= -
      if (++forever > 4) { //= 5
        break; //= 1 ecj -
      }
    }
    while (true) { //= -
      forever--; //= 5
      if (forever == 0) break; //= 5
    }
  } //= 1

  static boolean test(int w) {
    return w > -1; //= 6
  }

  static void forLoop() {
    for (int i = 0; i < 2; i++) { //= 1
      for (int j = 0; j < 2; j++) { //= 2
        sink++; //= 4
      }
    }
  } //= 1
}
