package dev.leadline.core.metric;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The providers that a metric is being opened in, and why it is not open in others. Confined to
 * Leadline's thread, but for {@link #refusals}.
 */
final class Openings {

  private final MetricDefinition definition;
  private final ApplicationScope scope;

  private Election election = Election.NONE;

  /** Providers that have not come back. */
  private final List<Opening> pending = new ArrayList<>();

  /** Provider name to reason. */
  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  Openings(MetricDefinition definition, ApplicationScope scope) {
    this.definition = definition;
    this.scope = scope;
  }

  /**
   * Has it opened where it is not open yet, and gives up what is not wanted any more.
   *
   * @param open where it is open already
   * @param known series to create with it
   */
  void begin(Election newElection, List<OpenInstrument> open, List<KnownSeries> known) {
    election = newElection;
    List<Election.Seat> seats = election.seats();
    for (Opening opening : List.copyOf(pending)) {
      if (!seats.contains(opening.seat())) {
        pending.remove(opening);
        opening.abandon();
      }
    }
    for (Election.Seat seat : seats) {
      if (open.stream().noneMatch(instrument -> instrument.seat().equals(seat))
          && pending.stream().noneMatch(opening -> opening.seat().equals(seat))) {
        pending.add(Opening.begin(seat, definition, scope, known));
      }
    }
  }

  /** Where it belongs. */
  List<Election.Seat> seats() {
    return election.seats();
  }

  /** What has been opened by now, and was not taken before. */
  List<OpenInstrument> finish() {
    List<OpenInstrument> opened = take();
    refusals
        .keySet()
        .removeIf(name -> seats().stream().noneMatch(seat -> seat.provider().name().equals(name)));
    refusals.putAll(election.faults());
    return opened;
  }

  private List<OpenInstrument> take() {
    List<OpenInstrument> opened = new ArrayList<>();
    for (Opening opening : List.copyOf(pending)) {
      String name = opening.seat().provider().name();
      Opening.Outcome outcome = opening.outcome().orElse(null);
      if (outcome == null) {
        refusals.put(name, "it has not answered yet; what it answers is taken");
        continue;
      }
      pending.remove(opening);
      if (outcome instanceof Opening.Outcome.Open open) {
        refusals.remove(name);
        opened.add(open.instrument());
      } else if (outcome instanceof Opening.Outcome.Failed failed) {
        refusals.put(name, failed.reason());
      }
    }
    return opened;
  }

  /** Provider name to reason, for those that do not have it. On any thread. */
  Map<String, String> refusals() {
    return Map.copyOf(refusals);
  }

  /** Nobody wants what is still to come. */
  void abandonAll() {
    pending.forEach(Opening::abandon);
    pending.clear();
  }
}
