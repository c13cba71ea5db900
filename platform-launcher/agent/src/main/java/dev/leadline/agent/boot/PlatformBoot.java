package dev.leadline.agent.boot;

import dev.leadline.agent.log.LogFile;
import dev.leadline.agent.log.LogLevels;
import dev.leadline.agent.log.StandardError;
import dev.leadline.agent.platform.BundleList;
import dev.leadline.agent.platform.Platform;
import dev.leadline.agent.run.BundleStore;
import dev.leadline.agent.run.JvmDirectory;
import dev.leadline.agent.run.RunDirectory;
import dev.leadline.agent.run.RunSweeper;
import dev.leadline.agent.settings.Setting;
import dev.leadline.agent.settings.Settings;
import dev.leadline.bridge.BridgeInstaller;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/**
 * The boot thread's work. Whatever goes wrong is one line on stderr, the details are in the log if
 * there is one, and what was begun is undone.
 */
final class PlatformBoot implements Runnable {

  private final Settings settings;
  private final Instrumentation instrumentation;
  private final File jar;
  private final Runnable over;
  private final OpenResources resources = new OpenResources();
  private final CountDownLatch booted = new CountDownLatch(1);
  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile @Nullable LogFile file;

  /**
   * What the boot needs.
   *
   * @param over run when the platform could not start
   */
  PlatformBoot(Settings settings, Instrumentation instrumentation, File jar, Runnable over) {
    this.settings = settings;
    this.instrumentation = instrumentation;
    this.jar = jar;
    this.over = over;
  }

  @Override
  public void run() {
    try {
      boot();
    } catch (Throwable failure) {
      complain("not running: " + describe(failure));
      LogFile log = file;
      if (log != null) {
        log.logger("leadline.boot").log(Level.ERROR, "not running", failure);
      }
      stopping.set(true);
      resources.close();
      over.run();
    } finally {
      booted.countDown();
    }
  }

  /**
   * Takes all of it out of the JVM again, on a thread of its own. The application goes on, and an
   * agent may be attached later.
   *
   * @param whenOver takes what did not end as it should, one sentence; empty when all did
   */
  private void stop(Consumer<String> whenOver) {
    if (!stopping.compareAndSet(false, true)) {
      whenOver.accept("it is stopping already");
      return;
    }
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread thread = new Thread(group, () -> stopNow(whenOver), "leadline-stop", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void stopNow(Consumer<String> whenOver) {
    try {
      booted.await();
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    LogFile log = file;
    if (log != null) {
      log.logger("leadline.boot").log(Level.INFO, "stopping, as told");
    }
    StringJoiner problems = new StringJoiner("; ");
    for (Exception failure : resources.close()) {
      problems.add(describe(failure));
    }
    JdkCaches.forget();
    over.run();
    whenOver.accept(problems.toString());
  }

  private void boot() throws IOException, BundleException {
    long startNanos = System.nanoTime();
    Clock clock = Clock.systemUTC();
    RunDirectory run = runDirectory();
    JvmDirectory jvm = run.createJvmDirectory(ProcessHandle.current().pid());
    resources.add(jvm);
    // Now, so that a JVM that ends while we boot leaves nothing either.
    ExitHook hook = new ExitHook(jvm);
    Runtime.getRuntime().addShutdownHook(hook);
    resources.add(() -> Runtime.getRuntime().removeShutdownHook(hook));
    LogFile log = openLog(jvm, clock);
    resources.add(log);
    file = log;
    System.Logger logger = log.logger("leadline.boot");
    logStart(logger);

    installBridge();
    BundleStore store;
    try (JarFile bundles = new JarFile(jar, false)) {
      store = BundleStore.unpack(bundles, BundleList.read(bundles), run.bundles(), clock);
    }
    resources.add(store);
    Platform platform =
        Platform.start(
            jvm.path(),
            jvm.cache(),
            Platform.pathGuard(
                settings.text(Setting.DIRECTORIES_SHARED).equals("allow"),
                jar.toPath(),
                jvm.path(),
                PlatformBoot::complain),
            store.bundles(),
            frameworkProperties(log),
            instrumentation,
            this::stop,
            log,
            PlatformBoot::complain);
    resources.add(platform);
    logger.log(Level.INFO, "running after {0} ms", (System.nanoTime() - startNanos) / 1_000_000);
    new RunSweeper(run, clock).sweep();
  }

  /** Quiet once the JVM ends: our files are deleted under us then, and nobody waits for us. */
  private static void complain(String line) {
    if (!isJvmEnding()) {
      StandardError.print(line);
    }
  }

  private static boolean isJvmEnding() {
    Thread probe = new Thread("leadline-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException shutdownInProgress) {
      return true;
    }
  }

  private RunDirectory runDirectory() throws IOException {
    if (settings.isGiven(Setting.RUN_DIR)) {
      return RunDirectory.of(settings.file(Setting.RUN_DIR).toPath());
    }
    return RunDirectory.ofUser(
        Path.of(System.getProperty("java.io.tmpdir", "")), System.getProperty("user.name", "_"));
  }

  private LogFile openLog(JvmDirectory jvm, Clock clock) throws IOException {
    Level least = LogLevels.of(settings.text(Setting.LOG_LEVEL));
    if (settings.isGiven(Setting.LOG_FILE)) {
      try {
        return LogFile.open(settings.file(Setting.LOG_FILE), least, clock);
      } catch (IOException e) {
        StandardError.print(
            "log file "
                + settings.text(Setting.LOG_FILE)
                + " cannot be written ("
                + describe(e)
                + "); the log is "
                + jvm.log());
      }
    }
    return LogFile.open(jvm.log().toFile(), least, clock);
  }

  private void logStart(System.Logger logger) {
    logger.log(
        Level.INFO,
        "Leadline {0} in process {1}, Java {2}, from {3}",
        Version.of(jar),
        ProcessHandle.current().pid(),
        System.getProperty("java.version"),
        jar);
    for (String problem : settings.problems()) {
      logger.log(Level.WARNING, problem);
    }
    for (Setting setting : new Setting[] {Setting.TRACEPOINTS_DIR, Setting.PLUGINS_DIR}) {
      File directory = settings.file(setting);
      if (!directory.isDirectory()) {
        String line = setting.key() + " " + directory + " does not exist; it is used once it does";
        logger.log(Level.WARNING, line);
        if (settings.isGiven(setting)) {
          StandardError.print(line);
        }
      }
    }
  }

  private void installBridge() throws IOException {
    Class<?> bridge = BridgeInstaller.install(instrumentation);
    try {
      if ((boolean) bridge.getMethod("isClaimed").invoke(null)) {
        throw new IOException("another Leadline agent has the bridge of this JVM");
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException("the bridge in this JVM is not one of ours", e);
    }
  }

  private Map<String, String> frameworkProperties(LogFile log) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (Map.Entry<Setting, String> entry : settings.values().entrySet()) {
      properties.put(entry.getKey().property(), entry.getValue());
    }
    properties.put(Setting.LOG_FILE.property(), log.file().getPath());
    return properties;
  }

  private static String describe(Throwable failure) {
    // Plain IOExceptions are our own, and their message is a sentence.
    String message = failure.getMessage();
    return failure.getClass() == IOException.class && message != null
        ? message
        : failure.toString();
  }
}
