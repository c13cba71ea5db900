package dev.leadline.core.metric;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which providers get the metrics of one application: {@link Claim} tells the rules.
 *
 * @param seats the providers that get them, each with the claim that it made, best standing first
 * @param yielding provider name to why it does not get them
 * @param faults provider name to what is wrong with its claim
 */
record Election(List<Seat> seats, Map<String, String> yielding, Map<String, String> faults) {

  /** Before there was one. */
  static final Election NONE = new Election(List.of(), Map.of(), Map.of());

  /**
   * A provider that gets the metrics, because of this claim. Two seats are equal when they are of
   * one provider and in one place, whatever speaks for it: a registry that the application begins
   * to use is still the same, and what is open there stays open. Opened a second time, it would
   * count twice what comes before the first is closed.
   */
  record Seat(ProviderHandle provider, Claim claim) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Seat seat
          && provider == seat.provider
          && claim.place().equals(seat.claim.place())
          && claim.destinations().equals(seat.claim.destinations());
    }

    @Override
    public int hashCode() {
      return claim.place().hashCode();
    }

    @Override
    public String toString() {
      return provider.name() + " (" + claim.place() + ")";
    }
  }

  Election {
    seats = List.copyOf(seats);
    yielding = Map.copyOf(yielding);
    faults = Map.copyOf(faults);
  }

  /**
   * Asks each provider, and decides. A provider that throws gets nothing; one that does not answer
   * in time keeps the seat that it had, or gets one as if it had no rivals, and is waited for.
   */
  static Election of(
      List<ProviderHandle> providers, ApplicationScope scope, List<Seat> formerSeats) {
    Map<String, String> faults = new TreeMap<>();
    List<Seat> candidates = new ArrayList<>();
    for (ProviderHandle provider : providers) {
      Object answer = ask(provider, scope);
      if (answer instanceof Claim claim) {
        candidates.add(new Seat(provider, claim));
      } else if (answer instanceof Throwable failure) {
        faults.put(provider.name(), "it failed: " + failure);
      } else {
        candidates.add(
            formerSeats.stream()
                .filter(seat -> seat.provider() == provider)
                .findFirst()
                .orElse(new Seat(provider, Claim.independent())));
      }
    }
    candidates.sort(
        Comparator.comparing((Seat seat) -> seat.claim().standing())
            .reversed()
            .thenComparing(seat -> seat.provider().name()));
    return decide(candidates, faults);
  }

  /** A claim, what was thrown instead, or null when it has not answered. */
  private static @Nullable Object ask(ProviderHandle provider, ApplicationScope scope) {
    if (provider.blocked().isPresent()) {
      return null;
    }
    AtomicReference<@Nullable Object> answer = new AtomicReference<>();
    provider.execute(
        "claim",
        () -> {
          try {
            answer.set(requireNonNull(provider.provider().claim(scope), "it answered no claim"));
          } catch (Throwable failure) {
            provider.health().failed(failure);
            answer.set(failure);
          }
        });
    return answer.get();
  }

  private static Election decide(List<Seat> bestFirst, Map<String, String> faults) {
    List<Seat> seats = new ArrayList<>();
    Map<String, String> yielding = new TreeMap<>();
    Map<String, Seat> taken = new HashMap<>();
    for (Seat candidate : bestFirst) {
      Claim claim = candidate.claim();
      Seat winner = null;
      for (String destination : claim.destinations()) {
        winner = winner == null ? taken.get(destination) : winner;
      }
      if (winner == null && claim.standing() == Standing.LAST_RESORT && !taken.isEmpty()) {
        winner = taken.values().iterator().next();
      }
      if (claim.standing() == Standing.NONE) {
        yielding.put(candidate.provider().name(), claim.place());
      } else if (winner == null) {
        seats.add(candidate);
        claim.destinations().forEach(destination -> taken.put(destination, candidate));
      } else {
        yielding.put(candidate.provider().name(), "it yields to " + winner);
      }
    }
    return new Election(seats, yielding, faults);
  }

  /** Whether there is something in it that people may want to know. */
  boolean isRemarkable() {
    return seats.stream().anyMatch(seat -> seat.claim().standing().compareTo(Standing.OWN) > 0);
  }
}
