package dev.leadline.shell.command;

import static java.util.Objects.requireNonNull;

/**
 * One completion.
 *
 * @param value the whole word
 * @param description shown beside it; empty for none
 * @param isComplete whether a space follows; false where more may be typed, as after {@code
 *     com/acme/Foo.java:}
 */
public record Candidate(String value, String description, boolean isComplete) {
  public Candidate {
    requireNonNull(value, "value");
    requireNonNull(description, "description");
  }

  /** A word that is whole. */
  public static Candidate of(String value) {
    return new Candidate(value, "", true);
  }
}
