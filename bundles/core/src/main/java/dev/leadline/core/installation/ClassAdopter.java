package dev.leadline.core.installation;

import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes on classes that are there with new call sites: makes their probes live, those of all of
 * them together. On Leadline's thread.
 */
final class ClassAdopter {

  private final ClassAnchor anchor;
  private final SiteTable sites;
  private final ProbeActivator activator;
  private final SourceLines sources;
  private final Consumer<Class<?>> onLeftover;
  private final System.Logger log;

  /**
   * @param onLeftover takes a class that has call sites of tracepoints which went meanwhile
   */
  ClassAdopter(
      ClassAnchor anchor,
      SiteTable sites,
      ProbeActivator activator,
      List<Path> sourceDirectories,
      Consumer<Class<?>> onLeftover,
      System.Logger log) {
    this.anchor = anchor;
    this.sites = sites;
    this.activator = activator;
    this.sources = new SourceLines(sourceDirectories);
    this.onLeftover = onLeftover;
    this.log = log;
  }

  /** A class that cannot be taken on is told of, and spares the others. */
  void adopt(Collection<Rewritten> classes) {
    Set<Probe> probes = new LinkedHashSet<>();
    for (Rewritten rewritten : classes) {
      try {
        probes.addAll(probesOf(rewritten));
      } catch (Throwable failure) {
        log.log(
            Level.ERROR,
            "the probes of " + rewritten.type().getName() + " stay without effect",
            failure);
      }
    }
    activator.bind(probes);
  }

  private Set<Probe> probesOf(Rewritten rewritten) {
    Class<?> type = rewritten.type();
    InstrumentedClass instrumented = anchor.of(type);
    instrumented.rewritten(rewritten.rewriting().version(), rewritten.rewriting().probes(), sites);
    Set<Probe> unbound = new LinkedHashSet<>();
    Set<LiveTracepoint> tracepoints = new LinkedHashSet<>();
    boolean isLeftover = false;
    for (SiteTable.Site site : rewritten.rewriting().probes()) {
      if (site.tracepoint().isWanted()) {
        Probe probe = instrumented.probe(site.tracepoint(), site.point());
        if (!probe.isBound()) {
          // Those that are bound have a body already: their new call sites take it as they link.
          unbound.add(probe);
        }
        tracepoints.add(site.tracepoint());
      } else {
        isLeftover = true;
      }
    }
    if (isLeftover) {
      onLeftover.accept(type);
    }
    tracepoints.forEach(tracepoint -> sources.check(tracepoint, type));
    if (instrumented.isEmpty()) {
      anchor.drop(instrumented);
    }
    return unbound;
  }
}
