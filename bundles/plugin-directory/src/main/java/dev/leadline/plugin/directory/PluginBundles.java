package dev.leadline.plugin.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is done to the framework for plugins. */
final class PluginBundles implements AutoCloseable {

  private static final int CHANGES =
      BundleEvent.INSTALLED | BundleEvent.UPDATED | BundleEvent.UNINSTALLED;

  private final BundleContext context;
  private final AtomicLong changes = new AtomicLong();
  private final BundleListener listener;

  PluginBundles(BundleContext context) {
    this.context = context;
    this.listener =
        event -> {
          if ((event.getType() & CHANGES) != 0) {
            changes.incrementAndGet();
          }
        };
    context.addBundleListener(listener);
  }

  /** Grows whenever what may be missing may have come. */
  long changes() {
    return changes.get();
  }

  /** Another bundle with this name and version: the framework has room for one. */
  Optional<Bundle> rival(JarContent.Bundle content, Optional<Bundle> own) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> own.filter(bundle::equals).isEmpty())
        .filter(
            bundle ->
                content.symbolicName().equals(bundle.getSymbolicName())
                    && content.version().equals(bundle.getVersion()))
        .findFirst();
  }

  /** A bundle of Leadline's own with this name: it was there before us. */
  boolean isOurs(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .anyMatch(
            bundle ->
                symbolicName.equals(bundle.getSymbolicName())
                    && bundle.getBundleId() <= context.getBundle().getBundleId());
  }

  /** The content is copied: what becomes of the file later does not matter to the bundle. */
  Bundle install(Path file) throws BundleException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Bundle bundle = context.installBundle(file.toUri().toString(), in);
      changes.incrementAndGet();
      return bundle;
    }
  }

  /** Stops it and gives it the file's content. May take its time. */
  void update(Bundle bundle, Path file) throws BundleException {
    try {
      bundle.stop(Bundle.STOP_TRANSIENT);
      try (InputStream in = Files.newInputStream(file)) {
        bundle.update(in);
      } catch (IOException e) {
        throw new BundleException("cannot be read: " + e, e);
      }
    } finally {
      changes.incrementAndGet();
    }
  }

  /** May take its time. */
  void uninstall(Bundle bundle) throws BundleException {
    try {
      bundle.uninstall();
    } finally {
      changes.incrementAndGet();
    }
  }

  /** May take its time. A fragment has no start of its own. */
  void start(Bundle bundle) throws BundleException {
    if (!isFragment(bundle)) {
      bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    }
  }

  private static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  /** Whether it runs, or would on demand. */
  static boolean isRunning(Bundle bundle) {
    return isFragment(bundle) || (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
  }

  /**
   * Nobody is wired to the old content of these any more; whoever was is started anew. The
   * framework's own thread stops and starts others' bundles for that.
   *
   * @return at zero when that is done
   */
  CountDownLatch refresh(Collection<Bundle> bundles) {
    CountDownLatch done = new CountDownLatch(1);
    wiring()
        .refreshBundles(
            List.copyOf(bundles),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
              }
            });
    return done;
  }

  /** Then it stops all bundles itself, and keeps none. */
  boolean isFrameworkStopping() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  UnresolvedBundle unresolved() {
    return new UnresolvedBundle(context);
  }

  @Override
  public void close() {
    context.removeBundleListener(listener);
  }
}
