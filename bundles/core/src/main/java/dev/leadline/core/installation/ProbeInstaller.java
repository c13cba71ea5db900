package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import dev.leadline.core.installation.UpdateQueue.Update;
import dev.leadline.core.instrumentation.ProbeTransformer;
import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.linking.ProbeBinder;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.registry.Installation;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.MetricDefinition;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings classes up to date with the tracepoints in force. Each class is retransformed once per
 * change, however many tracepoints it is about, together with others.
 *
 * <p>Work is done on Leadline's thread; {@link #update}, {@link #relink} and {@link #await} may be
 * called from any.
 */
public final class ProbeInstaller implements Installation, AutoCloseable {

  /** A class that was being loaded during the first scan is seen by the second. */
  private static final Duration SECOND_SCAN = Duration.ofMillis(500);

  /** How long faults at loading classes are collected, before they are written. */
  private static final Duration FAULTS_PAUSE = Duration.ofSeconds(1);

  private final Instrumentation instrumentation;
  private final LeadlineThread thread;
  private final ClassAnchor anchor;
  private final SiteTable sites;
  private final ProbeBinder binder;
  private final ProbeActivator activator;
  private final ScopedMetrics metrics;
  private final LoadedClassScanner scanner;
  private final LoadTransformer transformer;
  private final Retransformer retransformer;
  private final ClassAdopter adopter;
  private final LoadingClasses loading;
  private final UpdateQueue updates = new UpdateQueue();
  private final System.Logger log;

  /**
   * Classes whose call sites are of tracepoints that went while they were put in. On Leadline's
   * thread.
   */
  private final Set<Class<?>> leftovers = new LinkedHashSet<>();

  /** Guarded by this. */
  private boolean isTransforming;

  /** Guarded by this. */
  private boolean isClosed;

  public ProbeInstaller(
      Instrumentation instrumentation,
      LeadlineThread thread,
      ClassFilter filter,
      ClassAnchor anchor,
      SiteTable sites,
      ProbeBinder binder,
      ProbeActivator activator,
      ScopedMetrics metrics,
      List<Path> sourceDirectories,
      System.Logger log) {
    this.instrumentation = instrumentation;
    this.thread = thread;
    this.anchor = anchor;
    this.sites = sites;
    this.binder = binder;
    this.activator = activator;
    this.metrics = metrics;
    this.log = log;
    ClassRewriter rewriter = new ClassRewriter(ProbeTransformer.forThisJvm(), sites);
    this.scanner = new LoadedClassScanner(instrumentation, filter, rewriter);
    this.adopter =
        new ClassAdopter(anchor, sites, activator, sourceDirectories, this::leftOver, log);
    this.loading = new LoadingClasses(instrumentation, thread, adopter::adopt);
    this.retransformer = new Retransformer(instrumentation, adopter::adopt, this::refused);
    LoadFaults faults = new LoadFaults(step -> thread.schedule(step, FAULTS_PAUSE), log);
    this.transformer = new LoadTransformer(filter, rewriter, this::rewritten, faults, log);
  }

  @Override
  public void update(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    publish(added.stream().filter(LiveTracepoint::isWanted).toList(), removed);
    if (updates.add(added, removed)) {
      thread.execute(() -> updateNow(updates.take()));
    }
  }

  /**
   * From now on, classes that load get these tracepoints' call sites. Nothing is transformed while
   * there are none.
   */
  private synchronized void publish(
      Collection<LiveTracepoint> added, Collection<LiveTracepoint> removed) {
    if (isClosed) {
      return;
    }
    transformer.wanted().add(added);
    transformer.wanted().remove(removed);
    if (!isTransforming && !transformer.wanted().isEmpty()) {
      transformer.warmUp();
      startTransforming();
    }
  }

  @Override
  public void relink(LiveTracepoint tracepoint) {
    thread.execute(() -> activator.rebind(tracepoint));
  }

  @Override
  public boolean await(Duration most) throws InterruptedException {
    return thread.executeAndWait(() -> {}, most);
  }

  private void updateNow(Update update) {
    Set<Class<?>> outdated = new LinkedHashSet<>();
    List<ScopedMetric> kept = takeOut(update, outdated);
    WantedTracepoints wanted =
        WantedTracepoints.of(update.added().stream().filter(LiveTracepoint::isWanted).toList());
    outdated.addAll(scanner.find(wanted).keySet());
    retransform(outdated);
    putBackLeftovers();
    scanner.suggestFiles(update.added());
    // Only now: an edited tracepoint has taken over the metrics that it did not change.
    metrics.release(kept);
    dropEmpty();
    stopTransformingWhenIdle();
    if (!wanted.isEmpty()) {
      thread.schedule(() -> scanAgain(update.added()), SECOND_SCAN);
    }
  }

  /**
   * The probes of tracepoints that went do nothing from now on.
   *
   * @param outdated gets the classes that they are in
   * @return metrics that those which came may take over
   */
  private List<ScopedMetric> takeOut(Update update, Set<Class<?>> outdated) {
    if (update.removed().isEmpty()) {
      return List.of();
    }
    Set<MetricDefinition> successors =
        update.added().stream()
            .flatMap(tracepoint -> tracepoint.metrics().stream())
            .map(LiveTracepoint.LiveMetric::definition)
            .collect(Collectors.toSet());
    sites.remove(Set.copyOf(update.removed()));
    List<Probe> gone = new ArrayList<>();
    for (LiveTracepoint tracepoint : update.removed()) {
      for (InstrumentedClass instrumented : anchor.of(tracepoint)) {
        for (Probe probe : instrumented.probesOf(tracepoint)) {
          gone.add(probe);
          instrumented.remove(probe);
          outdated.add(instrumented.type());
        }
      }
    }
    return binder.unbind(gone, successors::contains);
  }

  private void scanAgain(List<LiveTracepoint> added) {
    List<LiveTracepoint> stillWanted = added.stream().filter(LiveTracepoint::isWanted).toList();
    List<Class<?>> missed = new ArrayList<>();
    scanner
        .find(WantedTracepoints.of(stillWanted))
        .forEach(
            (type, tracepoints) -> {
              boolean isMissed =
                  tracepoints.stream()
                      .anyMatch(
                          tracepoint ->
                              tracepoint.findings().isUnseen(type.getName())
                                  && anchor.of(type).probesOf(tracepoint).isEmpty());
              if (isMissed) {
                missed.add(type);
              }
            });
    retransform(missed);
    dropEmpty();
  }

  private void retransform(Collection<Class<?>> types) {
    // Without our transformer they would only lose what the JVM loses: parameter names.
    if (isTransforming()) {
      retransformer.retransform(types);
    }
  }

  /** Retransforms a class, for a transformer of the caller's too. On Leadline's thread. */
  public void retransformNow(Class<?> type) {
    retransformer.retransform(List.of(type));
  }

  private void refused(Class<?> type, Throwable refusal) {
    log.log(Level.WARNING, "the JVM refuses to retransform " + type.getName() + ": " + refusal);
    for (LiveTracepoint tracepoint : transformer.wanted().near(type)) {
      tracepoint
          .findings()
          .refused(type.getName(), "the JVM refuses to retransform it: " + refusal);
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
      retransformer.rewritten(type, rewriting);
    } else {
      // Another agent retransforms the class.
      thread.execute(() -> adopter.adopt(List.of(new Rewritten(type, rewriting))));
    }
  }

  private void dropEmpty() {
    anchor.all().stream().filter(InstrumentedClass::isEmpty).forEach(anchor::drop);
  }

  private void leftOver(Class<?> type) {
    leftovers.add(type);
    thread.execute(this::putBackLeftovers);
  }

  /** Takes call sites out that nobody wants, and of which no probe is known. */
  private void putBackLeftovers() {
    if (leftovers.isEmpty()) {
      return;
    }
    startTransforming();
    List<Class<?>> now = List.copyOf(leftovers);
    leftovers.clear();
    retransform(now);
    stopTransformingWhenIdle();
  }

  private synchronized boolean isTransforming() {
    return isTransforming;
  }

  private synchronized void startTransforming() {
    if (!isTransforming && !isClosed) {
      instrumentation.addTransformer(transformer, true);
      isTransforming = true;
    }
  }

  /**
   * Nothing is wanted any more, and nothing is left in any class: what was withdrawn meanwhile has
   * yet to be taken out, by the transformer.
   */
  private synchronized void stopTransformingWhenIdle() {
    if (transformer.wanted().isEmpty()
        && leftovers.isEmpty()
        && anchor.all().stream().allMatch(InstrumentedClass::isEmpty)) {
      stopTransforming();
    }
  }

  private synchronized void stopTransforming() {
    if (isTransforming) {
      instrumentation.removeTransformer(transformer);
      isTransforming = false;
    }
  }

  /** Takes all probes out and puts the classes back. On Leadline's thread. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      transformer.wanted().clear();
    }
    List<InstrumentedClass> all = anchor.all();
    List<Probe> gone = all.stream().flatMap(type -> type.probes().stream()).toList();
    sites.remove(gone.stream().map(Probe::tracepoint).collect(Collectors.toSet()));
    all.forEach(this::takeOff);
    binder.unbind(gone, definition -> false);
    Set<Class<?>> outdated = new LinkedHashSet<>(leftovers);
    leftovers.clear();
    all.forEach(instrumented -> outdated.add(instrumented.type()));
    retransform(outdated);
    stopTransforming();
    // Putting a class back has looked at its state, and so made it anew.
    anchor.all().forEach(this::takeOff);
  }

  private void takeOff(InstrumentedClass instrumented) {
    instrumented.probes().forEach(instrumented::remove);
    anchor.drop(instrumented);
  }
}
