package com.acme.web;

/** One visit of a user. */
public final class Session {
  private final long number;
  private final User user;
  private final long startTs = System.currentTimeMillis();

  Session(long number, User user) {
    this.number = number;
    this.user = user;
  }

  public long getNumber() {
    return number;
  }

  public User getUser() {
    return user;
  }

  public long getStartTs() {
    return startTs;
  }
}
