package dev.leadline.core.component;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.core.application.InstrumentationModuleOpener;
import dev.leadline.core.inspection.CoreInspector;
import dev.leadline.core.installation.ClassFiles;
import dev.leadline.core.installation.ClassFilter;
import dev.leadline.core.installation.InstrumentationAccess;
import dev.leadline.core.installation.LeadlineThread;
import dev.leadline.core.installation.LinkPatience;
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
import dev.leadline.core.metric.ProviderListener;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.core.registry.StatusLog;
import dev.leadline.core.registry.StatusReport;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.core.telemetry.SelfMetrics;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The core, put together: from declarations to running probes. Knows no OSGi. */
final class Core implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What all of the application's threads together wait at most for probes to be live. */
  private static final Duration LINK_PATIENCE = Duration.ofSeconds(5);

  private final System.Logger log;
  private final boolean waits;
  private final LeadlineThread thread;
  private final ScopedMetrics metrics;
  private final ExpressionLanguages languages;
  private final AdapterRegistry adapters;
  private final ProbeInstaller installer;
  private final LiveTracepointRegistry registry;
  private final Optional<SelfMetrics> selfMetrics;
  private final ClassAnchor anchor = new ClassAnchor();
  private final SiteTable sites = new SiteTable();
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
    this.waits = settings.waits();
    InstrumentationAccess access = new InstrumentationAccess(instrumentation);
    openThreads(access);
    this.thread = new LeadlineThread(log);
    this.languages =
        new ExpressionLanguages(settings.compilationPatience(), this::languageAnswered, log);
    this.adapters = new AdapterRegistry(new InstrumentationModuleOpener(instrumentation));
    this.metrics =
        new ScopedMetrics(settings.retainMetrics(), ProviderHandle.PATIENCE, new ProviderLog());
    ProbeBinder binder =
        new ProbeBinder(
            languages, access, metrics, host -> adapters.scopeOf(host.getClassLoader()));
    ClassFilter filter = new ClassFilter(settings.platform(), settings.instrumentJdk());
    this.installer =
        new ProbeInstaller(
            instrumentation,
            thread,
            filter,
            anchor,
            sites,
            binder,
            metrics,
            settings.sourceDirectories(),
            settings.waits() ? LinkPatience.of(LINK_PATIENCE) : LinkPatience.none(),
            log);
    this.registry =
        new LiveTracepointRegistry(
            new MetricCatalog(settings.namespace()),
            languages,
            installer,
            new StatusReport(anchor, languages),
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
    this.bridge = Bridge.claim(new CallSiteLinker(sites, anchor, installer::bindSoon));
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
    registry.settle(installer::rebind);
    if (metrics.review()) {
      installer.rebindAll();
    }
    // After the linking, here and elsewhere: whoever reads it may rely on every hit from now on.
    metrics.takeNews().forEach(line -> log.log(Level.INFO, line));
    selfMetrics.ifPresent(SelfMetrics::look);
  }

  /** Does now what happens about once a second, and returns when it is done; for tests. */
  void lookNow() {
    await(this::look, "looking at all tracepoints");
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
    thread.execute(
        () -> {
          ProviderHandle handle = metrics.add(provider);
          installer.rebindAll();
          // Not before: whoever reads it may rely on every hit from now on.
          log.log(Level.INFO, "provider " + handle.name() + " has come");
          if (handle.state() == ServiceState.IGNORED) {
            log.log(
                Level.WARNING,
                "the provider "
                    + handle.name()
                    + " ("
                    + provider.getClass().getName()
                    + ") is not used: "
                    + handle.reason());
          }
        });
    waitIfAsked();
  }

  /** With {@code boot=sync}, main starts when all that was asked for before is done. */
  void waitIfAsked() {
    if (waits) {
      await(languages::settle, "a start that the application waits for");
    }
  }

  /** A bundle that cannot even say its name is known by its class. */
  private String nameOf(Object service, Supplier<String> name) {
    try {
      return Objects.requireNonNull(name.get(), "it has no name");
    } catch (Throwable failure) {
      log.log(Level.ERROR, "a fault of " + service.getClass().getName(), failure);
      return service.getClass().getName();
    }
  }

  /** Returns when no instrument of the provider is open any more. */
  void remove(MetricProvider provider) {
    await(
        () -> {
          Optional<ProviderHandle> gone = metrics.remove(provider);
          installer.rebindAll();
          adapters.forget(provider.getClass().getClassLoader());
          gone.ifPresent(handle -> log.log(Level.INFO, "provider " + handle.name() + " has gone"));
        },
        "closing the instruments of a provider");
  }

  /** What is wrong with providers, each once; on any thread. */
  List<Problem> providerProblems() {
    return metrics.problems();
  }

  /** Says it once, and acts on it. */
  private final class ProviderLog implements ProviderListener {

    @Override
    public void disabled(ProviderHandle provider) {
      log.log(
          Level.ERROR, "the provider " + provider.name() + " is disabled: " + provider.reason());
      providersChanged();
    }

    @Override
    public void blocked(ProviderHandle provider, String call) {
      log.log(
          Level.ERROR,
          "the provider "
              // It may be its name that it does not say.
              + (call.equals("name") ? provider.provider().getClass().getName() : provider.name())
              + " does not return from "
              + call
              + "; the others go on without it");
    }

    @Override
    public void answered(ProviderHandle provider) {
      log.log(Level.INFO, "the provider " + provider.name() + " has answered");
      providersChanged();
    }
  }

  private void providersChanged() {
    thread.execute(
        () -> {
          metrics.openAll();
          installer.rebindAll();
        });
  }

  void add(ExpressionLanguage language) {
    String name = nameOf(language, language::name);
    if (!languages.add(name, language)) {
      log.log(
          Level.WARNING,
          "there is a language "
              + name
              + " already; the one that came is not used: "
              + language.getClass().getName());
      return;
    }
    log.log(Level.INFO, "language " + name + " has come");
    registry.languageCame();
    thread.execute(() -> installer.rebindAll());
    waitIfAsked();
  }

  private void languageAnswered(String name) {
    log.log(Level.INFO, "language " + name + " has answered");
    thread.execute(() -> installer.languageAnswered(name));
  }

  /**
   * Returns when no probe runs anything that the language has compiled, but for hits that are under
   * way.
   */
  void remove(ExpressionLanguage language) {
    languages
        .remove(language)
        .ifPresent(
            name -> {
              await(() -> installer.forgetLanguage(name), "pausing the probes of language " + name);
              log.log(Level.INFO, "language " + name + " has gone");
            });
  }

  private void await(Runnable step, String what) {
    try {
      if (!thread.executeAndWait(step, PATIENCE)) {
        log.log(Level.WARNING, what + " takes longer than " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is taken out; the application's classes are as they were. */
  @Override
  public void close() {
    await(
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
