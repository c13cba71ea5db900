package dev.leadline.core.component;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.core.application.InstrumentationModuleOpener;
import dev.leadline.core.inspection.CoreInspector;
import dev.leadline.core.installation.ClassFiles;
import dev.leadline.core.installation.ClassFilter;
import dev.leadline.core.installation.InstrumentationAccess;
import dev.leadline.core.installation.LeadlineThread;
import dev.leadline.core.installation.LinkPatience;
import dev.leadline.core.installation.ProbeActivator;
import dev.leadline.core.installation.ProbeInstaller;
import dev.leadline.core.inventory.CoreInventory;
import dev.leadline.core.linking.Bridge;
import dev.leadline.core.linking.CallSiteLinker;
import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.ExpressionCheck;
import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.linking.LanguageHandle;
import dev.leadline.core.linking.ProbeBinder;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.metric.MetricCatalog;
import dev.leadline.core.metric.ProviderHandle;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.core.registry.StatusLog;
import dev.leadline.core.registry.StatusReport;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.core.telemetry.SelfMetrics;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The core, put together: from declarations to running probes. Knows no OSGi. */
final class Core implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** What all of the application's threads together wait at most for probes to be live. */
  private static final Duration LINK_PATIENCE = Duration.ofSeconds(5);

  private final System.Logger log;
  private final LeadlineThread thread;
  private final PatientThread patience;
  private final ScopedMetrics metrics;
  private final ExpressionLanguages languages;
  private final AdapterRegistry adapters;
  private final ProbeActivator activator;
  private final ProbeInstaller installer;
  private final LiveTracepointRegistry registry;
  private final Optional<SelfMetrics> selfMetrics;
  private final ClassAnchor anchor = new ClassAnchor();
  private final SiteTable sites = new SiteTable();
  private final ServiceRegistrar services;
  private final CoreInventory inventory;
  private final CoreInspector inspector;
  private final Bridge bridge;

  /**
   * What the person who starts the JVM has decided.
   *
   * @param namespace put before every metric that has none; empty for none
   * @param retainMetrics whether metrics outlive their tracepoints
   * @param selfMetrics whether figures of tracepoints are metrics, too
   * @param instrumentJdk whether classes of the boot loader may have probes
   * @param budget what a tracepoint may cost
   * @param sourceDirectories where sources may be found, to compare lines with those declared
   * @param waits whether declarations, and threads that pass a probe for the first time, wait for
   *     Leadline's thread, so that the start of the application is seen
   * @param platform the loader that all of Leadline comes from; empty when it is the application's
   *     own
   * @param compilationPatience how long Leadline's thread waits for one compilation
   */
  record Settings(
      String namespace,
      boolean retainMetrics,
      boolean selfMetrics,
      boolean instrumentJdk,
      Budget budget,
      List<Path> sourceDirectories,
      boolean waits,
      Optional<ClassLoader> platform,
      Duration compilationPatience) {

    Settings(
        String namespace,
        boolean retainMetrics,
        boolean selfMetrics,
        boolean instrumentJdk,
        Budget budget,
        List<Path> sourceDirectories,
        boolean waits,
        Optional<ClassLoader> platform) {
      this(
          namespace,
          retainMetrics,
          selfMetrics,
          instrumentJdk,
          budget,
          sourceDirectories,
          waits,
          platform,
          LanguageHandle.PATIENCE);
    }
  }

  /**
   * @param bundleOf the name and version of the bundle that a service comes from
   */
  Core(
      Instrumentation instrumentation,
      Settings settings,
      Clock clock,
      Function<Object, String> bundleOf,
      System.Logger log) {
    this.log = log;
    InstrumentationAccess access = new InstrumentationAccess(instrumentation);
    openThreads(access);
    this.thread = new LeadlineThread(log);
    this.patience = new PatientThread(thread, log);
    this.languages =
        new ExpressionLanguages(settings.compilationPatience(), this::languageAnswered, log);
    this.adapters = new AdapterRegistry(new InstrumentationModuleOpener(instrumentation));
    this.metrics =
        new ScopedMetrics(
            settings.retainMetrics(),
            ProviderHandle.PATIENCE,
            new ProviderLog(thread::execute, this::providersChanged, log));
    ProbeBinder binder =
        new ProbeBinder(
            languages, access, metrics, host -> adapters.scopeOf(host.getClassLoader()));
    ClassFilter filter = new ClassFilter(settings.platform(), settings.instrumentJdk());
    this.activator =
        new ProbeActivator(
            thread,
            settings.waits() ? LinkPatience.of(LINK_PATIENCE) : LinkPatience.none(),
            anchor,
            binder,
            log);
    this.installer =
        new ProbeInstaller(
            instrumentation,
            thread,
            filter,
            anchor,
            sites,
            binder,
            activator,
            metrics,
            settings.sourceDirectories(),
            log);
    this.registry =
        new LiveTracepointRegistry(
            new MetricCatalog(settings.namespace()),
            languages,
            installer,
            new StatusReport(anchor, languages, clock),
            settings.budget(),
            clock);
    this.selfMetrics =
        settings.selfMetrics()
            ? Optional.of(
                new SelfMetrics(
                    registry, anchor, metrics, host -> adapters.scopeOf(host.getClassLoader())))
            : Optional.empty();
    this.inventory = new CoreInventory(metrics, languages, registry, anchor, thread, bundleOf);
    this.inspector =
        new CoreInspector(
            instrumentation,
            filter,
            new ClassFiles(instrumentation, thread, installer::retransformNow),
            new ExpressionCheck(languages, access),
            languages,
            registry,
            thread);
    this.services =
        new ServiceRegistrar(
            patience, metrics, languages, adapters, registry, activator, settings.waits(), log);
    this.bridge = Bridge.claim(new CallSiteLinker(sites, anchor, activator::bindSoon));
    StatusLog statusLog = new StatusLog(registry, log);
    thread.repeat(statusLog::look, LOOK);
    thread.repeat(this::look, LOOK);
    thread.repeat(ThreadSheets::sweep, LOOK);
  }

  /** Before a sheet is used. Without it, sums are as exact, and cost more on JDKs before 19. */
  private void openThreads(InstrumentationAccess access) {
    try {
      access.lookupIn(Thread.class);
    } catch (IllegalAccessException | RuntimeException e) {
      log.log(Level.DEBUG, "threads cannot be told apart cheaply", e);
    }
  }

  LiveTracepointRegistry registry() {
    return registry;
  }

  CoreInspector inspector() {
    return inspector;
  }

  CoreInventory inventory() {
    return inventory;
  }

  /** What time brings, on Leadline's thread. */
  private void look() {
    registry.settle(activator::rebind);
    if (metrics.review()) {
      activator.rebindAll();
    }
    // After the linking, here and elsewhere: whoever reads it may rely on every hit from now on.
    metrics.takeNews().forEach(line -> log.log(Level.INFO, line));
    selfMetrics.ifPresent(SelfMetrics::look);
  }

  /** Does now what happens about once a second, and returns when it is done; for tests. */
  void lookNow() {
    patience.await(this::look, "looking at all tracepoints");
  }

  /** Runs the step on Leadline's thread, after all that was asked for before. */
  void afterAll(Runnable step) {
    thread.execute(step);
  }

  /** What it keeps for classes; for tests. */
  Footprint footprint() {
    return new Footprint(anchor.all().size(), sites.size());
  }

  /** Classes with probes, and call sites. */
  record Footprint(int classes, int callSites) {}

  void add(MetricProvider provider) {
    services.add(provider);
  }

  void remove(MetricProvider provider) {
    services.remove(provider);
  }

  void add(ExpressionLanguage language) {
    services.add(language);
  }

  void remove(ExpressionLanguage language) {
    services.remove(language);
  }

  void waitIfAsked() {
    services.waitIfAsked();
  }

  /** What is wrong with providers, each once; on any thread. */
  List<Problem> providerProblems() {
    return metrics.problems();
  }

  private void providersChanged() {
    thread.execute(
        () -> {
          metrics.openAll();
          activator.rebindAll();
        });
  }

  private void languageAnswered(String name) {
    log.log(Level.INFO, "language " + name + " has answered");
    thread.execute(() -> activator.languageAnswered(name));
  }

  /** Everything is taken out; the application's classes are as they were. */
  @Override
  public void close() {
    patience.await(
        () -> {
          selfMetrics.ifPresent(SelfMetrics::close);
          installer.close();
        },
        "taking all probes out");
    bridge.close();
    thread.close();
    languages.close();
    metrics.close();
    adapters.close();
  }
}
