package dev.leadline.shell.weaving;

import java.io.IOException;
import java.util.function.Consumer;

/** Uses the JVM's streams as commands of other makers do. */
public final class Chatty implements Consumer<String> {

  @Override
  public void accept(String text) {
    System.out.println("out " + text);
    System.err.printf("err %s%n", text);
    try {
      System.out.println("in " + (char) System.in.read());
      throw new IllegalStateException("trouble");
    } catch (IOException | IllegalStateException e) {
      e.printStackTrace();
    }
    Thread thread = new Thread(() -> {});
    thread.setDaemon(true);
    thread.setDaemon(false);
    System.out.println("daemon " + thread.isDaemon());
  }
}
