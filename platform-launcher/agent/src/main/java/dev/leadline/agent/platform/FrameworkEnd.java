package dev.leadline.agent.platform;

import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Notices when somebody stops the framework from inside, as {@code stop 0} in the shell does, so
 * that the rest of the platform goes too.
 */
final class FrameworkEnd implements SynchronousBundleListener {

  private final Consumer<Consumer<String>> stop;
  private volatile boolean disabled;

  FrameworkEnd(Consumer<Consumer<String>> stop) {
    this.stop = stop;
  }

  /** It is the platform itself that stops the framework. */
  void disable() {
    disabled = true;
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    if (!disabled
        && event.getType() == BundleEvent.STOPPING
        && bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
      stop.accept(problem -> {});
    }
  }
}
