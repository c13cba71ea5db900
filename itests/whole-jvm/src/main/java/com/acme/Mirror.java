package com.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * Tells, for every line that it is sent, what a guest in its JVM could have changed since it began.
 */
public final class Mirror {

  private static final InputStream IN = System.in;
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private Mirror() {}

  public static void main(String[] arguments) throws IOException {
    String properties =
        new TreeSet<>(System.getProperties().entrySet().stream().map(Object::toString).toList())
            .toString();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answer(line, arguments, properties);
    }
  }

  /** The loop itself is one call, which a probe that comes later does not see. */
  static void answer(String line, String[] arguments, String properties) {
    String now =
        new TreeSet<>(System.getProperties().entrySet().stream().map(Object::toString).toList())
            .toString();
    OUT.println(
        line
            + ": streams "
            + (System.in == IN && System.out == OUT && System.err == ERR)
            + ", properties "
            + now.equals(properties)
            + ", others that hold the JVM "
            + Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread != Thread.currentThread())
                .filter(thread -> !"DestroyJavaVM".equals(thread.getName()))
                .count()
            + ", threads of main's group "
            + Thread.currentThread().getThreadGroup().activeCount());
  }
}
