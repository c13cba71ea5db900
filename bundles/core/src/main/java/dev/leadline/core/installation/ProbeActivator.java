package dev.leadline.core.installation;

import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.linking.ProbeBinder;
import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes probes live, and links them anew when providers, languages or their tracepoint have
 * changed; many at a time, so that languages and providers are handed the work of all of them
 * together. On Leadline's thread, but for {@link #bindSoon}.
 */
public final class ProbeActivator {

  /**
   * Hits are missed until the whole round is live. A larger one saves nothing that shows: a
   * hand-over costs some ten microseconds, a probe a millisecond.
   */
  private static final int MOST_IN_A_ROUND = 250;

  private final LeadlineThread thread;
  private final LinkPatience patience;
  private final ClassAnchor anchor;
  private final ProbeBinder binder;
  private final System.Logger log;

  /** Passed by the application before they were live. */
  private final ConcurrentLinkedQueue<Probe> passed = new ConcurrentLinkedQueue<>();

  public ProbeActivator(
      LeadlineThread thread,
      LinkPatience patience,
      ClassAnchor anchor,
      ProbeBinder binder,
      System.Logger log) {
    this.thread = thread;
    this.patience = patience;
    this.anchor = anchor;
    this.binder = binder;
    this.log = log;
  }

  /**
   * A call site is passed before its probe is live. From any thread; does not wait, but for what
   * the person who starts the JVM has granted.
   */
  public void bindSoon(Probe probe) {
    passed.add(probe);
    patience.run(thread, this::bindPassed);
  }

  /** All that were passed up to now; whoever comes next may find that it is done. */
  private void bindPassed() {
    Set<Probe> probes = new LinkedHashSet<>();
    for (Probe probe = passed.poll(); probe != null; probe = passed.poll()) {
      if (!probe.isBound()) {
        probes.add(probe);
      }
    }
    bind(probes);
  }

  /** Links these probes, for the first time or anew. */
  void bind(Collection<Probe> probes) {
    List<Probe> all = List.copyOf(probes);
    for (int from = 0; from < all.size(); from += MOST_IN_A_ROUND) {
      binder.bind(
          all.subList(from, Math.min(all.size(), from + MOST_IN_A_ROUND)), this::cannotBeLinked);
    }
  }

  private void cannotBeLinked(Probe probe, Throwable failure) {
    log.log(Level.ERROR, "a probe of " + probe.tracepoint().id() + " cannot be linked", failure);
    probe.silence();
    probe
        .tracepoint()
        .findings()
        .refused(probe.host().getName(), "it cannot be linked: " + failure);
  }

  /** Links all probes anew: providers or languages have changed. */
  public void rebindAll() {
    bind(all());
  }

  /** Links the probes of one tracepoint anew. */
  public void rebind(LiveTracepoint tracepoint) {
    bind(
        anchor.of(tracepoint).stream()
            .flatMap(instrumented -> instrumented.probesOf(tracepoint).stream())
            .toList());
  }

  /** A language has gone: its probes do nothing, and nothing that it compiled is kept. */
  public void forgetLanguage(String language) {
    all().stream()
        .filter(probe -> probe.tracepoint().languages().contains(language))
        .forEach(binder::forgetCompiled);
  }

  /** A language has answered what nobody waited for: its probes take the answers. */
  public void languageAnswered(String language) {
    List<Probe> waiting = new ArrayList<>();
    for (Probe probe : all()) {
      if (probe.tracepoint().languages().contains(language) && binder.isWaiting(probe)) {
        binder.forgetCompiled(probe);
        waiting.add(probe);
      }
    }
    bind(waiting);
    binder.forgetLate(language);
  }

  private List<Probe> all() {
    return anchor.all().stream().flatMap(type -> type.probes().stream()).toList();
  }
}
