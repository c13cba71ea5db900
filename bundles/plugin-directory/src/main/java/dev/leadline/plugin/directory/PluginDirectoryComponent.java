package dev.leadline.plugin.directory;

import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.problem.Problem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The directory of the setting {@code plugins.dir}. Its plugins run when the activation returns,
 * and are gone when the deactivation does.
 *
 * <p>The configuration of the pid {@value #NAME} may have {@code plugins.dir}; it comes before the
 * framework property {@code leadline.plugins.dir}. Without either there is nothing to do. Which
 * paths others can write to is known to the launcher; without it, every path is trusted.
 */
@Component(name = PluginDirectoryComponent.NAME, service = HealthCheck.class, immediate = true)
public final class PluginDirectoryComponent implements HealthCheck {

  static final String NAME = "dev.leadline.plugin.directory";

  private static final String DIRECTORY = "plugins.dir";

  /**
   * Between the end of one look and the next. A file is taken at the second that finds it the same.
   */
  static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private final System.Logger log;
  private final @Nullable PluginDirectory directory;
  private final ScheduledThreadPoolExecutor thread;
  private String lastFailure = "";

  @Activate
  public PluginDirectoryComponent(
      BundleContext context,
      Map<String, Object> configuration,
      @Reference(
              target = "(leadline.service=path-guard)",
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable Function<Path, Optional<String>> guard,
      @Reference System.Logger log) {
    this.log = log;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread worker = new Thread(null, work, "leadline-plugin-directory", 0, false);
              worker.setDaemon(true);
              return worker;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    Object configured = configuration.get(DIRECTORY);
    String path =
        configured == null ? context.getProperty("leadline." + DIRECTORY) : configured.toString();
    if (path == null || path.isBlank()) {
      directory = null;
      log.log(Level.INFO, "no plugin directory is set");
      return;
    }
    Path absolute = Path.of(path).toAbsolutePath().normalize();
    log.log(Level.INFO, "watching " + absolute + " for plugins");
    directory =
        new PluginDirectory(
            absolute,
            new PluginBundles(context),
            guard == null ? trusted -> Optional.empty() : guard,
            log,
            System::nanoTime);
    runAndWait(() -> look(directory));
    long millis = INTERVAL.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(() -> look(directory), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** The thread outlives a failure, which is told once. */
  private void look(PluginDirectory watched) {
    try {
      watched.scan();
      lastFailure = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (!e.toString().equals(lastFailure)) {
        log.log(Level.ERROR, "looking at the plugin directory failed", e);
      }
      lastFailure = e.toString();
    }
  }

  private void runAndWait(Runnable step) {
    try {
      thread.submit(step).get(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      log.log(Level.WARNING, "the plugin directory takes its time: " + e);
    } catch (RejectedExecutionException e) {
      log.log(Level.DEBUG, "the plugin directory is closed");
    }
  }

  @Deactivate
  void deactivate() {
    if (directory != null) {
      runAndWait(directory::close);
    }
    thread.shutdownNow();
  }

  @Override
  public String subject() {
    return "plugins";
  }

  @Override
  public List<Problem> problems() {
    return directory == null ? List.of() : directory.problems();
  }
}
