package dev.leadline.core.installation;

import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.linking.ProbeBinder;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Takes probes out of effect: they do nothing from now on, wherever their call sites still are. On
 * Leadline's thread.
 */
final class ProbeRemover {

  private final ClassAnchor anchor;
  private final SiteTable sites;
  private final ProbeBinder binder;

  ProbeRemover(ClassAnchor anchor, SiteTable sites, ProbeBinder binder) {
    this.anchor = anchor;
    this.sites = sites;
    this.binder = binder;
  }

  /**
   * What was removed.
   *
   * @param outdated the classes whose call sites are left without a probe
   * @param kept metrics that were not closed
   */
  record Removal(Set<Class<?>> outdated, List<ScopedMetric> kept) {}

  /**
   * The probes of these tracepoints.
   *
   * @param isKept whether another tracepoint may take the metric over
   */
  Removal remove(Collection<LiveTracepoint> tracepoints, Predicate<MetricDefinition> isKept) {
    Set<Class<?>> outdated = new LinkedHashSet<>();
    if (tracepoints.isEmpty()) {
      return new Removal(outdated, List.of());
    }
    sites.remove(Set.copyOf(tracepoints));
    List<Probe> gone = new ArrayList<>();
    for (LiveTracepoint tracepoint : tracepoints) {
      for (InstrumentedClass instrumented : anchor.of(tracepoint)) {
        for (Probe probe : instrumented.probesOf(tracepoint)) {
          gone.add(probe);
          instrumented.remove(probe);
          outdated.add(instrumented.type());
        }
      }
    }
    return new Removal(outdated, binder.unbind(gone, isKept));
  }

  /** All probes there are; returns the classes that they were in. */
  Set<Class<?>> removeAll() {
    List<InstrumentedClass> all = anchor.all();
    List<Probe> gone = all.stream().flatMap(type -> type.probes().stream()).toList();
    sites.remove(gone.stream().map(Probe::tracepoint).collect(Collectors.toSet()));
    forgetAll();
    binder.unbind(gone, definition -> false);
    return all.stream().map(InstrumentedClass::type).collect(Collectors.toSet());
  }

  /** Drops what is known of classes, also where it was made anew since. */
  void forgetAll() {
    for (InstrumentedClass instrumented : anchor.all()) {
      instrumented.probes().forEach(instrumented::remove);
      anchor.drop(instrumented);
    }
  }

  /** Drops what is known of classes that have no probe. */
  void forgetEmpty() {
    anchor.all().stream().filter(InstrumentedClass::isEmpty).forEach(anchor::drop);
  }

  boolean hasNoProbes() {
    return anchor.all().stream().allMatch(InstrumentedClass::isEmpty);
  }
}
