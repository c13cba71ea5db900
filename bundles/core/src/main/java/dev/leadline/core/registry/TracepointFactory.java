package dev.leadline.core.registry;

import dev.leadline.core.metric.MetricCatalog;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * From declarations to tracepoints in force, with the metrics that the catalog admits. Guarded by
 * the registry.
 */
final class TracepointFactory {

  private final MetricCatalog catalog;
  private final IdentifierFinder identifiers;
  private final Budget budget;
  private final Clock clock;

  TracepointFactory(
      MetricCatalog catalog, IdentifierFinder identifiers, Budget budget, Clock clock) {
    this.catalog = catalog;
    this.identifiers = identifiers;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * A new one.
   *
   * @param found gets what keeps metrics out
   */
  LiveTracepoint create(String origin, Declaration declared, List<Problem> found) {
    Tracepoint tracepoint = declared.tracepoint();
    List<Problem> conflicts = new ArrayList<>();
    List<LiveMetric> metrics = new ArrayList<>();
    for (MetricDeclaration declaration : tracepoint.metrics()) {
      MetricCatalog.Admission admission = catalog.admit(tracepoint.id(), declaration);
      if (admission instanceof MetricCatalog.Admission.Admitted admitted) {
        metrics.add(new LiveMetric(declaration, admitted.definition(), admitted.maxSeries()));
        // A warning: it is in force all the same.
        admitted
            .difference()
            .ifPresent(warning -> conflicts.add(warning.at(place(tracepoint, declaration))));
      } else if (admission instanceof MetricCatalog.Admission.Conflict conflict) {
        Problem problem = conflict.problem().at(place(tracepoint, declaration));
        conflicts.add(problem);
        found.add(problem);
      }
    }
    LiveTracepoint created =
        new LiveTracepoint(declared, origin, metrics, conflicts, budget, clock);
    identifiers.find(created);
    return created;
  }

  /** It goes: nothing links to it any more, and its metrics' names are free. */
  void retire(LiveTracepoint tracepoint) {
    tracepoint.remove();
    catalog.withdraw(tracepoint.id());
  }

  /** Its time to live is over: it stays known, and its metrics' names are free. */
  void expire(LiveTracepoint tracepoint) {
    tracepoint.expire();
    catalog.withdraw(tracepoint.id());
  }

  /** The same once more: names that it could not have may be free by now. */
  LiveTracepoint retry(LiveTracepoint tracepoint) {
    catalog.withdraw(tracepoint.id());
    return create(tracepoint.origin(), tracepoint.declaration(), new ArrayList<>());
  }

  /** What would keep metrics out, if this were declared now. */
  void check(Tracepoint tracepoint, List<Problem> found) {
    for (MetricDeclaration metric : tracepoint.metrics()) {
      catalog
          .conflict(tracepoint.id(), metric)
          .map(problem -> problem.at(place(tracepoint, metric)))
          .ifPresent(found::add);
    }
  }

  private static Place place(Tracepoint tracepoint, MetricDeclaration metric) {
    return new Place(tracepoint.id(), "metric " + metric.name(), 0, 0);
  }
}
