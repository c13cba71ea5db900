package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import dev.leadline.core.instrumentation.ProbeTransformer;
import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.linking.ProbeBinder;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.MetricDefinition;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings classes up to date with the tracepoints in force. Each class is retransformed once per
 * change, however many tracepoints it is about, and one class at a time, so that one refusal spares
 * the rest.
 *
 * <p>Work is done on Leadline's thread; {@link #publish} and {@link #update} may be called from
 * any.
 */
public final class ProbeInstaller implements LiveTracepointRegistry.Installation, AutoCloseable {

  /** A class that was being loaded during the first scan is seen by the second. */
  private static final Duration SECOND_SCAN = Duration.ofMillis(500);

  private final Instrumentation instrumentation;
  private final LeadlineThread thread;
  private final ClassAnchor anchor;
  private final SiteTable sites;
  private final ProbeBinder binder;
  private final ScopedMetrics metrics;
  private final LoadedClassScanner scanner;
  private final LoadTransformer transformer;
  private final LoadingClasses loading;
  private final SourceLines sources;
  private final LinkPatience patience;
  private final System.Logger log;

  /**
   * On Leadline's thread only: classes that a retransformation of ours has rewritten, until it
   * returns.
   */
  private final ArrayDeque<Runnable> adoptions = new ArrayDeque<>();

  /** Guarded by itself: what {@link #update} was told and {@link #updateNow} has not done yet. */
  private final Waiting waiting = new Waiting();

  /**
   * Classes whose call sites are of tracepoints that went while they were put in. On Leadline's
   * thread.
   */
  private final Set<Class<?>> leftovers = new LinkedHashSet<>();

  /** Guarded by this. */
  private boolean isTransforming;

  /** Guarded by this. */
  private boolean isClosed;

  private static final class Waiting {
    final Set<LiveTracepoint> addedTracepoints = new LinkedHashSet<>();
    final Set<LiveTracepoint> removedTracepoints = new LinkedHashSet<>();

    boolean isEmpty() {
      return addedTracepoints.isEmpty() && removedTracepoints.isEmpty();
    }
  }

  public ProbeInstaller(
      Instrumentation instrumentation,
      LeadlineThread thread,
      ClassFilter filter,
      ClassAnchor anchor,
      SiteTable sites,
      ProbeBinder binder,
      ScopedMetrics metrics,
      List<Path> sourceDirectories,
      LinkPatience patience,
      System.Logger log) {
    this.instrumentation = instrumentation;
    this.thread = thread;
    this.anchor = anchor;
    this.sites = sites;
    this.binder = binder;
    this.metrics = metrics;
    this.sources = new SourceLines(sourceDirectories);
    this.patience = patience;
    this.log = log;
    ClassRewriter rewriter = new ClassRewriter(ProbeTransformer.forThisJvm(), sites);
    this.scanner = new LoadedClassScanner(instrumentation, filter, rewriter);
    this.loading = new LoadingClasses(instrumentation, thread, this::adopt);
    this.transformer = new LoadTransformer(filter, rewriter, this::rewritten, log);
  }

  /**
   * From now on, classes that load get these tracepoints' call sites. Nothing is transformed while
   * there are none.
   */
  @Override
  public synchronized void publish(Collection<LiveTracepoint> wanted) {
    if (isClosed) {
      return;
    }
    transformer.publish(new WantedTracepoints(wanted));
    if (!isTransforming && !wanted.isEmpty()) {
      transformer.warmUp();
      startTransforming();
    }
  }

  @Override
  public void update(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    synchronized (waiting) {
      boolean isFirst = waiting.isEmpty();
      waiting.addedTracepoints.addAll(added);
      waiting.removedTracepoints.addAll(removed);
      if (!isFirst) {
        // Files that come together are one change: each class is looked at, and changed, once.
        return;
      }
    }
    thread.execute(this::updateWaiting);
  }

  private void updateWaiting() {
    List<LiveTracepoint> added;
    List<LiveTracepoint> removed;
    synchronized (waiting) {
      added = List.copyOf(waiting.addedTracepoints);
      removed = List.copyOf(waiting.removedTracepoints);
      waiting.addedTracepoints.clear();
      waiting.removedTracepoints.clear();
    }
    updateNow(added, removed);
  }

  @Override
  public void relink(LiveTracepoint tracepoint) {
    thread.execute(() -> rebind(tracepoint));
  }

  @Override
  public boolean await(Duration most) throws InterruptedException {
    return thread.executeAndWait(() -> {}, most);
  }

  private void updateNow(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    Set<Class<?>> outdated = new LinkedHashSet<>();
    List<ScopedMetric> kept = new ArrayList<>();
    Set<MetricDefinition> successors =
        added.stream()
            .flatMap(tracepoint -> tracepoint.metrics().stream())
            .map(LiveTracepoint.LiveMetric::definition)
            .collect(Collectors.toSet());
    if (!removed.isEmpty()) {
      Set<LiveTracepoint> gone = Set.copyOf(removed);
      sites.remove(gone);
      for (InstrumentedClass instrumented : anchor.all()) {
        for (Probe probe : instrumented.probes()) {
          if (gone.contains(probe.tracepoint())) {
            kept.addAll(binder.unbind(probe, successors::contains));
            instrumented.remove(probe);
            outdated.add(instrumented.type());
          }
        }
      }
    }
    WantedTracepoints wanted =
        new WantedTracepoints(
            added.stream().filter(LiveTracepoint::isWanted).collect(Collectors.toList()));
    outdated.addAll(scanner.find(wanted).keySet());
    outdated.forEach(this::retransform);
    putBackLeftovers();
    scanner.suggestFiles(added);
    // Only now: an edited tracepoint has taken over the metrics that it did not change.
    kept.forEach(metrics::release);
    dropEmpty();
    stopTransformingWhenIdle();
    if (!wanted.isEmpty()) {
      thread.schedule(() -> scanAgain(added), SECOND_SCAN);
    }
  }

  private void scanAgain(List<LiveTracepoint> added) {
    List<LiveTracepoint> stillWanted = added.stream().filter(LiveTracepoint::isWanted).toList();
    scanner
        .find(new WantedTracepoints(stillWanted))
        .forEach(
            (type, tracepoints) -> {
              boolean isMissed =
                  tracepoints.stream()
                      .anyMatch(
                          tracepoint ->
                              tracepoint.findings().isUnseen(type.getName())
                                  && anchor.of(type).probesOf(tracepoint).isEmpty());
              if (isMissed) {
                retransform(type);
              }
            });
    dropEmpty();
  }

  private void retransform(Class<?> type) {
    if (!isTransforming()) {
      // Without our transformer it would only lose what the JVM loses: parameter names.
      return;
    }
    retransformNow(type);
  }

  /** Retransforms a class, for a transformer of the caller's too. On Leadline's thread. */
  public void retransformNow(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
      ArrayDeque<Runnable> now = new ArrayDeque<>(adoptions);
      adoptions.clear();
      now.forEach(Runnable::run);
    } catch (Throwable refused) {
      // VerifyError, InternalError, UnsupportedOperationException: the class stays as it was.
      adoptions.clear();
      log.log(Level.WARNING, "the JVM refuses to retransform " + type.getName() + ": " + refused);
      for (LiveTracepoint tracepoint : transformer.wanted().near(type)) {
        tracepoint
            .findings()
            .refused(type.getName(), "the JVM refuses to retransform it: " + refused);
      }
    }
  }

  /** On the thread that loads or retransforms the class. */
  private void rewritten(
      String className,
      @Nullable ClassLoader loader,
      @Nullable Class<?> type,
      Rewriting rewriting) {
    if (rewriting.probes().isEmpty()) {
      return;
    }
    if (type == null) {
      loading.add(className, loader, rewriting);
    } else if (thread.isCurrent()) {
      adoptions.add(() -> adopt(type, rewriting));
    } else {
      // Another agent retransforms the class.
      thread.execute(() -> adopt(type, rewriting));
    }
  }

  /** The class is there, with these call sites: makes their probes live. */
  private void adopt(Class<?> type, Rewriting rewriting) {
    InstrumentedClass instrumented = anchor.of(type);
    instrumented.rewritten(rewriting.version(), rewriting.probes(), sites);
    Set<LiveTracepoint> tracepoints = new LinkedHashSet<>();
    for (SiteTable.Site site : rewriting.probes()) {
      if (site.tracepoint().isWanted()) {
        bind(instrumented.probe(site.tracepoint(), site.point()));
        tracepoints.add(site.tracepoint());
      }
    }
    tracepoints.forEach(tracepoint -> sources.check(tracepoint, type));
    if (!rewriting.probes().stream().allMatch(site -> site.tracepoint().isWanted())) {
      leftovers.add(type);
      thread.execute(this::putBackLeftovers);
    }
    if (instrumented.isEmpty()) {
      anchor.drop(instrumented);
    }
  }

  /**
   * A call site is passed before its probe is live. From any thread; does not wait, but for what
   * the person who starts the JVM has granted.
   */
  public void bindSoon(Probe probe) {
    patience.run(thread, () -> bind(probe));
  }

  /** Links all probes anew: providers or languages have changed. On Leadline's thread. */
  public void rebindAll() {
    probes().forEach(this::bind);
  }

  /**
   * A language has gone: its probes do nothing, and nothing that it compiled is kept. On Leadline's
   * thread.
   */
  public void forgetLanguage(String language) {
    probes().stream()
        .filter(probe -> probe.tracepoint().languages().contains(language))
        .forEach(binder::forgetCompiled);
  }

  /**
   * A language has answered what nobody waited for: its probes take the answers. On Leadline's
   * thread.
   */
  public void languageAnswered(String language) {
    for (Probe probe : probes()) {
      if (probe.tracepoint().languages().contains(language) && binder.isWaiting(probe)) {
        binder.forgetCompiled(probe);
        bind(probe);
      }
    }
    binder.forgetLate(language);
  }

  /** Links the probes of one tracepoint anew. On Leadline's thread. */
  public void rebind(LiveTracepoint tracepoint) {
    anchor.of(tracepoint).stream()
        .flatMap(instrumented -> instrumented.probesOf(tracepoint).stream())
        .forEach(this::bind);
  }

  private void bind(Probe probe) {
    try {
      binder.bind(probe);
    } catch (Throwable failure) {
      log.log(Level.ERROR, "a probe of " + probe.tracepoint().id() + " cannot be linked", failure);
      probe.silence();
      probe
          .tracepoint()
          .findings()
          .refused(probe.host().getName(), "it cannot be linked: " + failure);
    }
  }

  private List<Probe> probes() {
    return anchor.all().stream().flatMap(type -> type.probes().stream()).toList();
  }

  private void dropEmpty() {
    anchor.all().stream().filter(InstrumentedClass::isEmpty).forEach(anchor::drop);
  }

  /**
   * Takes call sites out that nobody wants, and nobody has in mind: no probe of theirs is known.
   */
  private void putBackLeftovers() {
    if (leftovers.isEmpty()) {
      return;
    }
    startTransforming();
    List<Class<?>> now = List.copyOf(leftovers);
    leftovers.clear();
    now.forEach(this::retransform);
    stopTransformingWhenIdle();
  }

  private synchronized void startTransforming() {
    if (!isTransforming && !isClosed) {
      instrumentation.addTransformer(transformer, true);
      isTransforming = true;
    }
  }

  private synchronized boolean isTransforming() {
    return isTransforming;
  }

  /**
   * Nothing is wanted any more, and nothing is left in any class: what was withdrawn meanwhile has
   * yet to be taken out, by the transformer.
   */
  private synchronized void stopTransformingWhenIdle() {
    if (isTransforming
        && transformer.wanted().isEmpty()
        && leftovers.isEmpty()
        && anchor.all().stream().allMatch(InstrumentedClass::isEmpty)) {
      instrumentation.removeTransformer(transformer);
      isTransforming = false;
    }
  }

  /** Takes all probes out and puts the classes back. On Leadline's thread. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      transformer.publish(WantedTracepoints.NONE);
    }
    List<Class<?>> outdated = new ArrayList<>();
    for (InstrumentedClass instrumented : anchor.all()) {
      List<Probe> probes = instrumented.probes();
      sites.remove(probes.stream().map(Probe::tracepoint).collect(Collectors.toSet()));
      for (Probe probe : probes) {
        binder.unbind(probe, definition -> false);
        instrumented.remove(probe);
      }
      outdated.add(instrumented.type());
      anchor.drop(instrumented);
    }
    outdated.addAll(leftovers);
    leftovers.clear();
    outdated.forEach(this::retransform);
    stopTransformingWhenIdle();
    // Putting a class back has looked at its state, and so made it anew.
    anchor.all().forEach(anchor::drop);
  }
}
