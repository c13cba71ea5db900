package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.problem.Problem;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a tracepoint is, and why. A snapshot.
 *
 * @param tracepoint as declared
 * @param origin who declared it
 * @param state how it is
 * @param reason why, one line for people; empty when the state says it all
 * @param probes where it is installed
 * @param hits times that its code points were passed while live
 * @param fires hits that passed all controls
 * @param recorded values recorded, over all metrics
 * @param dropped hits and values that were not recorded, by cause
 * @param errors last expression errors, as text with their counts, bounded
 * @param series series of its metrics
 * @param lastHit about when it was last hit (the time of the observation, not of the hit)
 * @param exposedNames of each metric: its name in each provider, as {@code provider:name}
 * @param problems all that is wrong with it, warnings included
 * @param meanNanosPerHit what a hit costs, by the hits that were timed last; 0 while none was
 */
public record TracepointStatus(
    Tracepoint tracepoint,
    String origin,
    TracepointState state,
    String reason,
    List<ProbeStatus> probes,
    long hits,
    long fires,
    long recorded,
    Map<String, Long> dropped,
    List<String> errors,
    long series,
    Optional<Instant> lastHit,
    Map<String, List<String>> exposedNames,
    List<Problem> problems,
    double meanNanosPerHit) {
  public TracepointStatus {
    requireNonNull(tracepoint, "tracepoint");
    requireNonNull(origin, "origin");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    requireNonNull(lastHit, "lastHit");
    probes = List.copyOf(probes);
    errors = List.copyOf(errors);
    problems = List.copyOf(problems);
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    exposedNames = Collections.unmodifiableSortedMap(new TreeMap<>(exposedNames));
  }

  public String id() {
    return tracepoint.id();
  }
}
