package com.acme.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Creates and destroys sessions, on any number of threads. */
public final class SessionManager {
  private final Map<Long, Session> live = new ConcurrentHashMap<>();
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong destroyed = new AtomicLong();
  private final Statistics statistics = new Statistics();

  /**
   * Begins a session.
   *
   * @param user whose it is
   * @return a session that has to be destroyed
   */
  public Session create(User user) {
    long number = created.incrementAndGet();
    Session session = new Session(number, user); // tracepoint: session created
    live.put(number, session);
    return session; // tracepoint: session opened
  }

  /** The numbers so far: how many sessions began and ended. */
  public Statistics statistics() {
    return statistics;
  }

  /**
   * Ends a session: takes it from the live ones, and counts it. Does nothing when it has ended, so
   * that two threads may try.
   */
  public void destroy(Session session) {
    User user = session.getUser();
    if (!live.remove(session.getNumber(), session)) {
      return;
    }
    statistics.ended(user); // tracepoint: session duration
    destroyed.incrementAndGet();
  }

  /** A nested class, which sees the manager's private fields. */
  public final class Statistics {
    private final Map<String, Long> endedByTier = new ConcurrentHashMap<>();

    private Statistics() {}

    private void ended(User user) {
      String tier = user.tier();
      endedByTier.merge(tier, 1L, Long::sum); // tracepoint: in a nested class
    }

    public long created() {
      return created.get();
    }

    public long destroyed() {
      return destroyed.get();
    }

    /** Sessions that ended, of users of this tier. */
    public long ended(String tier) {
      return endedByTier.getOrDefault(tier, 0L);
    }
  }
}
