package com.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Runs the shop; see {@link Options}. */
public final class Main {
  private final Options options;
  private final Shop shop = new Shop();
  private final AtomicLong next = new AtomicLong();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private Main(Options options) {
    this.options = options;
  }

  public static void main(String... arguments) throws InterruptedException, IOException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    new Main(options).run();
  }

  private void run() throws InterruptedException, IOException {
    System.out.println("shop: open, pid " + ProcessHandle.current().pid());
    if (options.waits()) {
      input.readLine();
    }
    if (options.calls() == 0) {
      Thread reader = new Thread(this::stopOnQuit, "stdin");
      reader.setDaemon(true);
      reader.start();
    }
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      int seed = i;
      workers.add(new Thread(() -> work(shop.visitors(seed)), "shop-" + i));
    }
    workers.forEach(Thread::start);
    if (options.seconds() > 0) {
      boolean told = stop.await(options.seconds(), TimeUnit.SECONDS);
      System.out.println(told ? "shop: told to close" : "shop: time to close");
      stop.countDown();
    }
    for (Thread worker : workers) {
      worker.join();
    }
    System.out.println("shop: " + shop.report());
    if (options.calls() > 0) {
      input.readLine();
    }
  }

  private void work(Shop.Visitors visitors) {
    long start = System.nanoTime();
    while (stop.getCount() > 0) {
      long number = next.getAndIncrement();
      if (options.calls() > 0 && number >= options.calls()) {
        break;
      }
      visitors.next(number);
      if (options.rate() > 0) {
        // The time that is due, and not a fixed pause: the rate holds whatever a visit takes.
        awaitTime(start + (number + 1) * TimeUnit.SECONDS.toNanos(1) / options.rate());
      }
    }
    visitors.allLeave();
  }

  private void awaitTime(long due) {
    long left = due - System.nanoTime();
    while (left > 0 && stop.getCount() > 0) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
      left = due - System.nanoTime();
    }
  }

  private void stopOnQuit() {
    try {
      String line = input.readLine();
      while (line != null && !line.strip().equals("quit")) {
        line = input.readLine();
      }
      // The end of the input stops a run that nothing else would.
      if (line != null || options.seconds() == 0) {
        stop.countDown();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
