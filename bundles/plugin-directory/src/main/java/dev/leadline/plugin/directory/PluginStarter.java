package dev.leadline.plugin.directory;

import dev.leadline.plugin.directory.PatientCaller.Outcome;
import dev.leadline.plugin.directory.Plugin.Stage;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Starts the bundles that are due, and says why one does not run. Confined to one thread. */
final class PluginStarter {

  private final PluginBundles bundles;
  private final BundleCalls calls;
  private final BundleCalls.Reports reports;
  private final System.Logger log;

  PluginStarter(
      PluginBundles bundles, BundleCalls calls, BundleCalls.Reports reports, System.Logger log) {
    this.bundles = bundles;
    this.calls = calls;
    this.reports = reports;
    this.log = log;
  }

  /** Starts it if that is what is next for it. */
  void start(Plugin plugin) throws InterruptedException {
    Optional<Bundle> installed = plugin.bundle();
    boolean isDue =
        plugin.stage() == Stage.TO_START
            || (plugin.stage() == Stage.UNRESOLVED && plugin.triedAt() != bundles.changes());
    if (installed.isEmpty() || !isDue || calls.isBusy(plugin) || plugin.isLeaving()) {
      return;
    }
    Bundle bundle = installed.get();
    plugin.triedAt(bundles.changes());
    if (plugin.isRunning()) {
      runs(plugin, bundle);
      return;
    }
    calls.call(
        plugin,
        "start",
        () -> bundles.start(bundle),
        outcome -> {
          if (outcome instanceof Outcome.Failed failed) {
            failed(plugin, bundle, failed.failure());
          } else {
            runs(plugin, bundle);
          }
        });
  }

  private void runs(Plugin plugin, Bundle bundle) {
    plugin.stage(Stage.SETTLED);
    plugin.problem(Optional.empty());
    log.log(
        Level.INFO,
        "plugin "
            + plugin.name()
            + " runs: "
            + bundle.getSymbolicName()
            + " "
            + bundle.getVersion());
  }

  private void failed(Plugin plugin, Bundle bundle, Throwable failure) {
    if (bundle.getState() == Bundle.INSTALLED) {
      plugin.stage(Stage.UNRESOLVED);
      reports.report(
          plugin,
          bundles
              .unresolved()
              .explain(plugin.name(), bundle, PluginProblems.rootOf(failure).toString()));
    } else {
      plugin.stage(Stage.SETTLED);
      reports.report(plugin, PluginProblems.notStarted(plugin, failure));
      log.log(Level.DEBUG, plugin.name() + " fails when it starts", failure);
    }
  }
}
