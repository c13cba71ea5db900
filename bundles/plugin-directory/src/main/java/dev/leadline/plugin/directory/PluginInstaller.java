package dev.leadline.plugin.directory;

import dev.leadline.plugin.directory.PatientCaller.Outcome;
import dev.leadline.plugin.directory.Plugin.Stage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** From the content of a file to the bundle that has it. Confined to one thread. */
final class PluginInstaller {

  private final PluginBundles bundles;
  private final BundleCalls calls;
  private final BundleCalls.Reports reports;
  private final Consumer<Bundle> outdated;

  /**
   * @param outdated gets bundles whose old content somebody may still use
   */
  PluginInstaller(
      PluginBundles bundles,
      BundleCalls calls,
      BundleCalls.Reports reports,
      Consumer<Bundle> outdated) {
    this.bundles = bundles;
    this.calls = calls;
    this.reports = reports;
    this.outdated = outdated;
  }

  /** Its file has a content that it has not had before. */
  void take(Plugin plugin) throws InterruptedException {
    plugin.triedAt(bundles.changes());
    JarContent content = JarContent.of(plugin.file().toFile());
    if (content instanceof JarContent.Unreadable unreadable) {
      reports.report(plugin, PluginProblems.unreadable(plugin, unreadable.reason()));
    } else if (content instanceof JarContent.Plain) {
      reports.report(plugin, PluginProblems.plainJar(plugin));
    } else if (content instanceof JarContent.Bundle bundle) {
      take(plugin, bundle);
    }
  }

  private void take(Plugin plugin, JarContent.Bundle content) throws InterruptedException {
    Optional<Bundle> rival = bundles.rival(content, plugin.bundle());
    if (bundles.isOurs(content.symbolicName())) {
      reports.report(plugin, PluginProblems.ours(plugin, content));
    } else if (rival.isPresent()) {
      plugin.stage(Stage.NAME_TAKEN);
      reports.report(plugin, PluginProblems.nameTaken(plugin, content, rival.get()));
    } else if (plugin.bundle().isPresent()) {
      update(plugin, content, plugin.bundle().get());
    } else {
      install(plugin, content);
    }
  }

  private void install(Plugin plugin, JarContent.Bundle content) {
    try {
      plugin.bundle(bundles.install(plugin.file()));
      plugin.stage(Stage.TO_START);
    } catch (BundleException | IOException | RuntimeException e) {
      refused(plugin, content, e);
    }
  }

  private void update(Plugin plugin, JarContent.Bundle content, Bundle bundle)
      throws InterruptedException {
    calls.call(
        plugin,
        "stop",
        () -> bundles.update(bundle, plugin.file()),
        outcome -> {
          outdated.accept(bundle);
          if (outcome instanceof Outcome.Failed failed) {
            refused(plugin, content, failed.failure());
          } else {
            plugin.stage(Stage.TO_START);
          }
        });
  }

  private void refused(Plugin plugin, JarContent.Bundle content, Throwable failure) {
    plugin.stage(Stage.SETTLED);
    reports.report(plugin, PluginProblems.notInstalled(plugin, content, failure));
  }
}
