package dev.leadline.shell.channel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections there are. Of those that have not said yet who they are, only so many are kept,
 * and a new one pushes out the oldest: clients that say nothing cannot keep others away.
 */
final class Clients {

  static final int MOST_STRANGERS = 16;
  static final int MOST_KNOWN = 16;

  private final Set<Connection> strangers = new LinkedHashSet<>();
  private final Set<Connection> known = new LinkedHashSet<>();
  private boolean closed;

  /** A connection has come; returns whether it may stay. */
  boolean add(Connection connection) {
    Connection oldest = null;
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (strangers.size() >= MOST_STRANGERS) {
        oldest = strangers.iterator().next();
        strangers.remove(oldest);
      }
      strangers.add(connection);
    }
    if (oldest != null) {
      oldest.close();
    }
    return true;
  }

  /** It has shown the token; returns whether there is room for it. */
  synchronized boolean admit(Connection connection) {
    if (!strangers.remove(connection) || known.size() >= MOST_KNOWN) {
      return false;
    }
    return known.add(connection);
  }

  /** It is over, or its end is somebody else's business. */
  synchronized void remove(Connection connection) {
    strangers.remove(connection);
    known.remove(connection);
  }

  /** Closes all there are, and those that come. */
  void close() {
    List<Connection> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      all.addAll(strangers);
      all.addAll(known);
      strangers.clear();
      known.clear();
    }
    all.forEach(Connection::close);
  }
}
