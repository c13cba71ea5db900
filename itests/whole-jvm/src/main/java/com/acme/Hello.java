package com.acme;

/** Greets and ends at once, with the exit code of its argument. */
public final class Hello {

  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
    if (arguments.length > 0) {
      System.exit(Integer.parseInt(arguments[0]));
    }
  }
}
