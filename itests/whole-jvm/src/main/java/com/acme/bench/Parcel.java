package com.acme.bench;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A parcel in two has no sender: what an expression makes of that is not the application's. */
public final class Parcel implements IntConsumer {

  private long sent;

  @Override
  public void accept(int number) {
    String sender = number % 2 == 0 ? null : "s" + number;
    sent += weight(sender, number); // tracepoint: parcel
    if (sent < 0) {
      throw new IllegalStateException("sent " + sent);
    }
  }

  private static int weight(@Nullable String sender, int number) {
    return sender == null ? number : sender.length();
  }
}
