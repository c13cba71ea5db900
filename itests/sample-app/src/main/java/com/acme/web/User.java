package com.acme.web;

/** A customer; {@code tier} is "free", "gold" or, for synthetic traffic, "test". */
public record User(String id, String tier) {

  /** For those who write getters. */
  public String getId() {
    return id;
  }
}
