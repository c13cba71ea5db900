package dev.leadline.source.directory;

import static java.lang.System.Logger.Level.INFO;

import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The directory of the setting {@code tracepoints.dir} as a source: declared at activation, kept up
 * to date from then on, withdrawn at deactivation, since who stops this bundle wants its
 * tracepoints to go. When the registry goes and comes back, a new component declares everything
 * anew.
 *
 * <p>The configuration of the pid {@value #NAME} may have {@code tracepoints.dir}; it comes before
 * the framework property {@code leadline.tracepoints.dir}. Without either there is nothing to do.
 */
@Component(
    name = DirectorySourceComponent.NAME,
    service = {},
    immediate = true)
public final class DirectorySourceComponent {
  static final String NAME = "dev.leadline.source.directory";

  private static final String DIRECTORY = "tracepoints.dir";

  /** A change is in force well within two seconds even when it takes two looks. */
  static final Duration INTERVAL = Duration.ofMillis(500);

  private final @Nullable DirectorySource source;
  private final @Nullable Poller poller;

  @Activate
  public DirectorySourceComponent(
      BundleContext context,
      Map<String, Object> configuration,
      @Reference TracepointFormat format,
      @Reference TracepointRegistry registry,
      @Reference System.Logger log) {
    Object configured = configuration.get(DIRECTORY);
    String directory =
        configured == null ? context.getProperty("leadline." + DIRECTORY) : configured.toString();
    if (directory == null || directory.isBlank()) {
      source = null;
      poller = null;
      log.log(INFO, "no tracepoint directory is set");
      return;
    }
    Path path = Path.of(directory).toAbsolutePath().normalize();
    log.log(INFO, "tracepoints are read from " + path);
    source = new DirectorySource(path, format, registry, log, Clock.systemUTC());
    poller = Poller.start(INTERVAL, source::scan, log);
  }

  @Deactivate
  void deactivate() {
    if (poller != null) {
      poller.stop();
    }
    if (source != null) {
      source.close();
    }
  }
}
