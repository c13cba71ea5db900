package com.acme;

/** Ends after so many milliseconds. */
public final class Linger {

  private Linger() {}

  public static void main(String[] arguments) throws InterruptedException {
    Thread.sleep(Long.parseLong(arguments[0]));
  }
}
