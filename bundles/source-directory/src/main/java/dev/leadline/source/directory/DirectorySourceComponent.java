package dev.leadline.source.directory;

import static java.lang.System.Logger.Level.INFO;

import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The directory of the setting {@code tracepoints.dir} as a source: declared at activation, kept up
 * to date from then on, withdrawn at deactivation, since who stops this bundle wants its
 * tracepoints to go. When the registry goes and comes back, a new component declares everything
 * anew.
 *
 * <p>The configuration of the pid {@value #NAME} may have {@code tracepoints.dir}; it comes before
 * the framework property {@code leadline.tracepoints.dir}. Without either there is nothing to do.
 * Which paths others can write to is known to the launcher; without it, every path is trusted.
 */
@Component(name = DirectorySourceComponent.NAME, service = HealthCheck.class, immediate = true)
public final class DirectorySourceComponent implements HealthCheck {
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
      @Reference(
              target = "(leadline.service=path-guard)",
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable Function<Path, Optional<String>> guard,
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
    source =
        new DirectorySource(
            path,
            format,
            registry,
            guard == null ? trusted -> Optional.empty() : guard,
            log,
            Clock.systemUTC());
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

  @Override
  public String subject() {
    return "tracepoint files";
  }

  @Override
  public List<Problem> problems() {
    return source == null ? List.of() : source.problems();
  }
}
