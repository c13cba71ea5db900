class Constructors {
  static int sink;

  static void run() {
    new Derived(1); //= 1
    new Derived(); //= 1
    new Plain(); //= 1
    new Multi(1, true); //= 1
    try { new Failing(); } catch (IllegalStateException e) { sink++; } //= 1
    new OneLine(1); //= 1
  }

  static class Base {
    Base(int x) { //= 4
      sink += x; //= 4
    } //= 4
  }

  static class Derived extends Base {
    int field = compute(); //= 2
    { //= -
      sink++; //= 2
    }

    Derived(int x) {
      super(x); //= 2
      sink++; //= 2
    } //= 2

    Derived() {
      this(5); //= 1
      sink++; //= 1
    }

    static int compute() {
      return 3; //= 2
    }
  }

  static class Plain { //= 1
    int a = 1; //= 1
    int b; //= -
  }

  static class Multi extends Base {
    Multi(int x, boolean y) {
      super( //= 1
          y //= 1 before super
              ? add(x) //= 1 before super
              : x); //= 0 ecj 1 before super
      sink++; //= 1
    }

    static int add(int x) {
      return x + 1; //= 1
    }
  }

  static class Failing extends Base {
    final int z = boom(); //= 1

    Failing() {
      super(1); //= 1
      sink++; //= 0
    }

    static int boom() {
      throw new IllegalStateException(); //= 1
    }
  }

  static class OneLine { final int v; OneLine(int v) { super(); this.v = v; sink++; } } //= 1
}
