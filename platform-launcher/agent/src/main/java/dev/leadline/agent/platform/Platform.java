package dev.leadline.agent.platform;

import dev.leadline.agent.log.LogFile;
import dev.leadline.agent.platform.FrameworkConfiguration.PlatformFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.felix.framework.Felix;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;

/** The running framework with its bundles. */
public final class Platform implements AutoCloseable {

  /** By which bundles find the guard of paths. */
  private static final Map<String, Object> PATH_GUARD = Map.of("leadline.service", "path-guard");

  private static final long STOP_MILLIS = 10_000;

  private final Felix felix;
  private final LogFile file;
  private final System.Logger log;
  private final Consumer<String> complaint;
  private @Nullable FrameworkEnd end;

  private Platform(Felix felix, LogFile file, System.Logger log, Consumer<String> complaint) {
    this.felix = felix;
    this.file = file;
    this.log = log;
    this.complaint = complaint;
  }

  /**
   * Starts the framework and its bundles. A bundle that cannot be installed is fatal; of one that
   * cannot be started, the complaint is a line, and the others run.
   *
   * @param pathGuard why a path is not to be trusted; empty when it is
   * @param bundles jars, in the order in which they start
   * @param settings as framework properties
   * @param stop takes the whole platform down, and then tells what did not end as it should; it is
   *     a service with the property {@code leadline.role=stop}
   * @param complaint takes lines for the person who started the JVM
   */
  public static Platform start(
      Path jvmDirectory,
      Path cache,
      Function<Path, Optional<String>> pathGuard,
      List<Path> bundles,
      Map<String, String> settings,
      Instrumentation instrumentation,
      Consumer<Consumer<String>> stop,
      LogFile file,
      Consumer<String> complaint)
      throws BundleException, IOException {
    PlatformFiles files = new PlatformFiles(jvmDirectory, cache);
    Map<String, Object> configuration = FrameworkConfiguration.of(files, settings);
    System.Logger log = file.logger("leadline.platform");
    configuration.put("felix.log.logger", new FelixLog(log));
    Platform platform = new Platform(new Felix(configuration), file, log, complaint);
    try {
      platform.start(bundles, pathGuard, instrumentation, stop);
      return platform;
    } catch (BundleException | IOException | RuntimeException | Error e) {
      try {
        platform.close();
      } catch (IOException notEither) {
        e.addSuppressed(notEither);
      }
      throw e;
    }
  }

  /**
   * What tells bundles which paths others can write to; see {@link PathGuard}.
   *
   * @param isOff whether everything is trusted
   * @param jar leadline.jar
   * @param ownFile made by this JVM
   * @param complaint takes lines for the person who started the JVM
   */
  public static Function<Path, Optional<String>> pathGuard(
      boolean isOff, Path jar, Path ownFile, Consumer<String> complaint) {
    return new PathGuard(isOff, jar, ownFile, complaint);
  }

  private void start(
      List<Path> bundles,
      Function<Path, Optional<String>> pathGuard,
      Instrumentation instrumentation,
      Consumer<Consumer<String>> stop)
      throws BundleException, IOException {
    felix.init();
    BundleContext context = felix.getBundleContext();
    context.addFrameworkListener(this::logEvent);
    FrameworkEnd listener = new FrameworkEnd(stop);
    context.addBundleListener(listener);
    end = listener;
    register(context, pathGuard, instrumentation);
    context.registerService(
        Consumer.class.getName(),
        stop,
        FrameworkUtil.asDictionary(Map.of("leadline.role", "stop")));
    List<Bundle> installed = new ArrayList<>();
    for (Path jar : bundles) {
      installed.add(install(context, jar));
    }
    felix.start();
    // All at once: one by one, the resolver would build up what it knows for each. What does not
    // resolve is told when it starts.
    felix.adapt(FrameworkWiring.class).resolveBundles(installed);
    installed.forEach(this::start);
  }

  private void register(
      BundleContext context,
      Function<Path, Optional<String>> pathGuard,
      Instrumentation instrumentation) {
    context.registerService(
        Function.class.getName(), pathGuard, FrameworkUtil.asDictionary(PATH_GUARD));
    context.registerService(Instrumentation.class, instrumentation, null);
    context.registerService(
        System.Logger.class.getName(), new BundleScoped<System.Logger>(file::logger), null);
    context.registerService(
        new String[] {LogService.class.getName(), LoggerFactory.class.getName()},
        new BundleScoped<LogService>(name -> new OsgiLogService(file, name)),
        null);
  }

  private static Bundle install(BundleContext context, Path jar)
      throws BundleException, IOException {
    Bundle bundle;
    try {
      bundle = context.installBundle("reference:" + jar.toUri());
    } catch (BundleException e) {
      throw new IOException("bundle " + jar.getFileName() + " is corrupt: " + rootOf(e), e);
    }
    if (bundle.getSymbolicName() == null) {
      // Felix takes any file for a bundle of OSGi's first release.
      throw new IOException("bundle " + jar.getFileName() + " is corrupt: it has no symbolic name");
    }
    return bundle;
  }

  private void start(Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException | RuntimeException e) {
      log.log(Level.ERROR, "bundle " + bundle.getSymbolicName() + " does not start", e);
      complaint.accept("bundle " + bundle.getSymbolicName() + " does not start: " + rootOf(e));
    }
  }

  private void logEvent(FrameworkEvent event) {
    Level level =
        switch (event.getType()) {
          case FrameworkEvent.ERROR -> Level.ERROR;
          case FrameworkEvent.WARNING -> Level.WARNING;
          default -> Level.DEBUG;
        };
    if (log.isLoggable(level)) {
      log.log(level, "framework event of " + event.getBundle(), event.getThrowable());
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /**
   * Stops the bundles and the framework; waits some seconds for them.
   *
   * @throws IOException when they do not stop
   */
  @Override
  public void close() throws IOException {
    FrameworkEnd listener = end;
    if (listener != null) {
      listener.disable();
    }
    try {
      felix.stop();
      FrameworkEvent event = felix.waitForStop(STOP_MILLIS);
      if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        long seconds = TimeUnit.MILLISECONDS.toSeconds(STOP_MILLIS);
        throw new IOException("the framework does not stop within " + seconds + " s");
      }
    } catch (BundleException e) {
      throw new IOException("the framework does not stop: " + rootOf(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
