package dev.leadline.sdk.metric;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Where a provider would record the metrics of one application, so that one measurement lands in
 * one place once. Providers need not know each other: two claims that end in the same destination
 * are rivals, and the one with the better standing gets the metrics (of equals the one whose
 * provider's name comes first). Claims without a destination in common do not touch each other, but
 * for {@link Standing#LAST_RESORT}, which gets the metrics only when no claim with a destination
 * does.
 *
 * <p>Example: a registry that the application exposes to Prometheus.
 *
 * <pre>{@code
 * new Claim(Standing.USED, Set.of("prometheus"), "the application's simpleclient registry")
 * }</pre>
 *
 * @param standing how much speaks for it
 * @param destinations the systems in which the metrics come out in the end, such as {@code
 *     prometheus}; empty = one that nobody else feeds
 * @param place where it records, for people; with {@link Standing#NONE} why there is no place. A
 *     provider that would record elsewhere than before says another place; where it is the same,
 *     what is open in it stays
 */
public record Claim(Standing standing, Set<String> destinations, String place) {
  public Claim {
    requireNonNull(standing, "standing");
    requireNonNull(place, "place");
    destinations = Set.copyOf(destinations);
  }

  /** A backend of the provider's own that has no rivals. */
  public static Claim independent() {
    return new Claim(Standing.OWN, Set.of(), "its own backend");
  }

  /**
   * Nothing to record into in this application.
   *
   * @param reason for people
   */
  public static Claim none(String reason) {
    return new Claim(Standing.NONE, Set.of(), reason);
  }
}
