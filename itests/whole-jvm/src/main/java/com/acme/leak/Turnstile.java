package com.acme.leak;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * Passes {@link Turn}: with the argument {@code turn} all the time, in its own loader; else in as
 * many loaders as a line of the input says, of the jar that the argument names, each until an
 * expression has been evaluated, and then says how many loaders a full garbage collection leaves.
 */
public final class Turnstile {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final List<WeakReference<ClassLoader>> dropped = new ArrayList<>();

  private Turnstile() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("turn")) {
      Thread turning = new Thread(Turnstile::turn, "turning");
      turning.setDaemon(true);
      turning.start();
    }
    System.out.println("ready");
    Turnstile turnstile = new Turnstile();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      for (int i = 0; i < Integer.parseInt(line); i++) {
        turnstile.pass(new File(arguments[0]).toURI().toURL());
      }
      System.out.println("passed " + line + ", survivors " + turnstile.survivors());
    }
  }

  private static void turn() {
    Turn turn = new Turn();
    for (int number = 0; ; number++) {
      if (turn.applyAsInt(number) >= 0) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
      }
    }
  }

  private void pass(URL jar) throws ReflectiveOperationException, IOException {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
      IntUnaryOperator turn =
          Class.forName("com.acme.leak.Turn", true, loader)
              .asSubclass(IntUnaryOperator.class)
              .getConstructor()
              .newInstance();
      long start = System.nanoTime();
      while (turn.applyAsInt(0) == 0) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new IllegalStateException("no expression was evaluated");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      dropped.add(new WeakReference<>(loader));
    }
  }

  private long survivors() {
    long start = System.nanoTime();
    while (true) {
      System.gc();
      long survivors = dropped.stream().filter(loader -> loader.get() != null).count();
      if (survivors == 0 || System.nanoTime() - start > PATIENCE_NANOS / 2) {
        return survivors;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
