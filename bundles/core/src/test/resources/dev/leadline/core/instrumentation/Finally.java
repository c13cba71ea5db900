class Finally {
  static int sink;

  static class Res implements AutoCloseable {
    @Override
    public void close() {
      sink++; //= 3
    }
  }

  static void run() {
    plain(false); //= 1
    try { //= -
      plain(true); //= 1
      sink++; //= 0
    } catch (IllegalStateException e) { //= 1
      sink++; //= 1
    }
    early(0); //= 1
    early(1); //= 1
    early(2); //= 1
    resources(false); //= 1
    try { resources(true); } catch (IllegalStateException e) { sink++; } //= 1
    locked(false); //= 1
    try { //= -
      locked(true); //= 1
    } catch (IllegalStateException e) { //= 1
      sink--; //= 1
    } finally { //= - ecj 0
      sink++; //= 1
    }
    for (int i = 0; i < 3; i++) { //= 1
      try { //= -
        plain(i == 1); //= 3
      } catch (IllegalStateException e) { //= 1 ecj 3
        continue; //= 1
      } finally { //= - ecj 0
        sink++; //= 3
      }
      sink++; //= 2
    }
    for (int i = 0; i < 2; i++) { //= 1
      same(i); //= 2
    }
    try { nested(); } catch (IllegalStateException e) { sink++; } //= 1
    try { inFinally(); } catch (IllegalStateException e) { sink++; } //= 1
  }

  static void plain(boolean fail) {
    try { //= -
      if (fail) { //= 5
        throw new IllegalStateException("x"); //= 2
      }
      sink++; //= 3
    } finally { //= - ecj 5
      sink++; //= 5
    }
    sink++; //= 3
  } //= 3

  static int early(int i) {
    try { //= -
      if (i == 0) { //= 3
        return 1; //= 1
      }
      if (i == 1) { //= 2
        return 2; //= 1
      }
      sink++; //= 1
    } finally { //= - ecj 1
      sink++; //= 3
      sink--; //= 3
    }
    return 3; //= 1
  }

  static void resources(boolean fail) {
    try (Res r = new Res(); //= 2
        Res s = fail ? null : new Res()) { //= 2
      sink++; //= 2
      fail(fail); //= 2
    } finally { //= 1 ecj 2
      sink++; //= 2
    }
  }

  static void locked(boolean fail) {
    synchronized (Finally.class) { //= 2
      sink++; //= 2
      fail(fail); //= 2
    } //= 2 ecj -
  } //= 1

  static void fail(boolean fail) {
    if (fail) throw new IllegalStateException("fail"); //= 4
  }

  static void same(int i) {
    try { //= -
      fail2(i); //= 2
      fail2(i - 1); } catch (IllegalStateException e) { sink++; } //= 2
    try { sink++; } finally { sink--; } //= 2
  }

  static void fail2(int i) {
    if (i == 0) throw new IllegalStateException(); //= 3
  }

  static void nested() {
    try { //= -
      try { //= -
        fail3(); //= 1
      } finally { //= - ecj 1
        sink++; //= 1
      }
    } finally { //= - ecj 1
      sink++; //= 1
    }
  } //= 0

  static void fail3() {
    throw new IllegalStateException( //= 2
        "f" + sink); //= - ecj 2
  }

  static void inFinally() {
    try { //= -
      sink++; //= 1
    } finally { //= - ecj 1
      fail3(); //= 1
    }
  } //= 0
}
