package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import dev.leadline.core.installation.ProbeRemover.Removal;
import dev.leadline.core.installation.UpdateQueue.Update;
import dev.leadline.core.instrumentation.ProbeTransformer;
import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.ProbeBinder;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.registry.Installation;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.MetricDefinition;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
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

  private final LeadlineThread thread;
  private final ClassAnchor anchor;
  private final ProbeRemover remover;
  private final ProbeActivator activator;
  private final ScopedMetrics metrics;
  private final LoadedClassScanner scanner;
  private final TransformerSwitch transforming;
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
    this.thread = thread;
    this.anchor = anchor;
    this.remover = new ProbeRemover(anchor, sites, binder);
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
    this.transforming =
        new TransformerSwitch(
            instrumentation, new LoadTransformer(filter, rewriter, this::rewritten, faults, log));
  }

  @Override
  public void update(List<LiveTracepoint> added, List<LiveTracepoint> removed) {
    transforming.publish(wantedOf(added), removed);
    if (updates.add(added, removed)) {
      thread.execute(() -> updateNow(updates.take()));
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
    Removal removal = takeOut(update);
    WantedTracepoints wanted = WantedTracepoints.of(wantedOf(update.added()));
    Set<Class<?>> outdated = new LinkedHashSet<>(removal.outdated());
    outdated.addAll(scanner.find(wanted).keySet());
    retransform(outdated);
    putBackLeftovers();
    scanner.suggestFiles(update.added());
    // Only now: an edited tracepoint has taken over the metrics that it did not change.
    metrics.release(removal.kept());
    remover.forgetEmpty();
    stopTransformingWhenIdle();
    if (!wanted.isEmpty()) {
      thread.schedule(() -> scanAgain(update.added()), SECOND_SCAN);
    }
  }

  private Removal takeOut(Update update) {
    Set<MetricDefinition> successors =
        update.added().stream()
            .flatMap(tracepoint -> tracepoint.metrics().stream())
            .map(LiveTracepoint.LiveMetric::definition)
            .collect(Collectors.toSet());
    return remover.remove(update.removed(), successors::contains);
  }

  private void scanAgain(List<LiveTracepoint> added) {
    retransform(scanner.findMissed(WantedTracepoints.of(wantedOf(added)), anchor));
    remover.forgetEmpty();
  }

  private static List<LiveTracepoint> wantedOf(List<LiveTracepoint> tracepoints) {
    return tracepoints.stream().filter(LiveTracepoint::isWanted).toList();
  }

  private void retransform(Collection<Class<?>> types) {
    // Without our transformer they would only lose what the JVM loses: parameter names.
    if (transforming.isOn()) {
      retransformer.retransform(types);
    }
  }

  /** Retransforms a class, for a transformer of the caller's too. On Leadline's thread. */
  public void retransformNow(Class<?> type) {
    retransformer.retransform(List.of(type));
  }

  private void refused(Class<?> type, Throwable refusal) {
    log.log(Level.WARNING, "the JVM refuses to retransform " + type.getName() + ": " + refusal);
    for (LiveTracepoint tracepoint : transforming.wanted().near(type)) {
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

  private void leftOver(Class<?> type) {
    leftovers.add(type);
    thread.execute(this::putBackLeftovers);
  }

  /** Takes call sites out that nobody wants, and of which no probe is known. */
  private void putBackLeftovers() {
    if (leftovers.isEmpty()) {
      return;
    }
    transforming.turnOn();
    List<Class<?>> now = List.copyOf(leftovers);
    leftovers.clear();
    retransform(now);
    stopTransformingWhenIdle();
  }

  /** What was withdrawn meanwhile has yet to be taken out, by the transformer. */
  private void stopTransformingWhenIdle() {
    if (leftovers.isEmpty() && remover.hasNoProbes()) {
      transforming.turnOffWhenIdle();
    }
  }

  /** Takes all probes out and puts the classes back. On Leadline's thread. */
  @Override
  public void close() {
    transforming.close();
    Set<Class<?>> outdated = new LinkedHashSet<>(leftovers);
    leftovers.clear();
    outdated.addAll(remover.removeAll());
    retransform(outdated);
    transforming.turnOff();
    // Putting a class back has looked at its state, and so made it anew.
    remover.forgetAll();
  }
}
