package com.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Tries to load every class that it is sent the name of, and prints those that it can load. */
public final class LoadAttempt {

  private LoadAttempt() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int tried = 0;
    for (String name = in.readLine(); name != null && !name.isEmpty(); name = in.readLine()) {
      tried++;
      try {
        Class.forName(name, false, ClassLoader.getSystemClassLoader());
        System.out.println("loads " + name);
      } catch (ClassNotFoundException | LinkageError hidden) {
        // As it should be.
      }
      String resource = name.replace('.', '/') + ".class";
      if (ClassLoader.getSystemResource(resource) != null) {
        System.out.println("finds " + resource);
      }
    }
    System.out.println("tried " + tried);
  }
}
