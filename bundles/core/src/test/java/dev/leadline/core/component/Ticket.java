package dev.leadline.core.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record whose component's type is annotated, and a class of the same file. */
record Ticket(@Ticket.Checked String seat) {

  @Target(ElementType.TYPE_USE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Checked {}

  int length() {
    return seat.length(); // ticket
  }

  static final class Office {
    private Office() {}

    static int sell(Ticket ticket) {
      return ticket.length(); // office
    }
  }
}
