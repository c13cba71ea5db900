package dev.leadline.plugin.directory;

import dev.leadline.plugin.directory.PatientCaller.Outcome;
import dev.leadline.plugin.directory.Plugin.Stage;
import dev.leadline.sdk.problem.Problem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Keeps the framework as the directory is. Knows nothing about time passing by itself: it looks
 * whenever {@link #scan} is called. A file is taken when two looks in a row find it the same, and
 * starts in the second of them; no look but the first waits longer than {@link
 * BundleCalls#LOOK_PATIENCE} for bundles.
 *
 * <p>Confined to one thread, but for {@link #problems}.
 */
final class PluginDirectory implements AutoCloseable {

  private final PluginFiles files;
  private final PluginBundles bundles;
  private final System.Logger log;
  private final PatientCaller caller = new PatientCaller();
  private final BundleCalls calls;
  private final PluginInstaller installer;
  private final PluginStarter starter;
  private final SortedMap<Path, Plugin> plugins = new TreeMap<>();
  private final Set<Bundle> toRefresh = new LinkedHashSet<>();
  private @Nullable Refresh refresh;
  private volatile List<Problem> problems = List.of();
  private boolean isFirstLook = true;

  /** The framework drops old content, and stops and starts who uses it for that. */
  private record Refresh(CountDownLatch done, List<Plugin> ran) {}

  /**
   * @param guard why a path is not to be trusted; empty when it is
   * @param nanoTime tells how long calls have been under way
   */
  PluginDirectory(
      Path directory,
      PluginBundles bundles,
      Function<Path, Optional<String>> guard,
      System.Logger log,
      LongSupplier nanoTime) {
    this.files = new PluginFiles(directory, guard, log);
    this.bundles = bundles;
    this.log = log;
    this.calls = new BundleCalls(caller, nanoTime, this::report);
    this.installer = new PluginInstaller(bundles, calls, this::report, toRefresh::add);
    this.starter = new PluginStarter(bundles, calls, this::report, log);
  }

  /** What is wrong as of the last look, each once. On any thread. */
  List<Problem> problems() {
    return problems;
  }

  /** Looks at the directory and does what follows from it. */
  void scan() throws InterruptedException {
    try {
      calls.begin(isFirstLook);
      Optional<List<Path>> listed = files.list();
      if (listed.isPresent()) {
        removeGone(listed.get());
        for (Path file : listed.get()) {
          look(plugins.computeIfAbsent(file, Plugin::new));
        }
        isFirstLook = false;
      }
      refresh();
      for (Plugin plugin : List.copyOf(plugins.values())) {
        starter.start(plugin);
      }
    } finally {
      List<Problem> all = new ArrayList<>();
      files.problem().ifPresent(all::add);
      plugins.values().forEach(plugin -> plugin.problem().ifPresent(all::add));
      problems = List.copyOf(all);
    }
  }

  private void removeGone(List<Path> listed) throws InterruptedException {
    for (Plugin plugin : List.copyOf(plugins.values())) {
      if (listed.contains(plugin.file())) {
        continue;
      }
      if (calls.isBusy(plugin)) {
        // It is uninstalled as soon as its bundle lets go; a good end may take its time.
        if (!plugin.isLeaving() || calls.isOverdue(plugin)) {
          calls.interrupt(plugin);
        }
        plugin.leave();
      } else if (plugin.bundle().isPresent()) {
        uninstall(plugin, plugin.bundle().get());
      } else {
        plugins.remove(plugin.file());
      }
    }
  }

  private void uninstall(Plugin plugin, Bundle bundle) throws InterruptedException {
    plugin.leave();
    calls.call(
        plugin,
        "stop",
        () -> bundles.uninstall(bundle),
        outcome -> {
          plugins.remove(plugin.file());
          toRefresh.add(bundle);
          log.log(
              Level.INFO,
              "plugin "
                  + plugin.name()
                  + " has gone"
                  + (outcome instanceof Outcome.Failed failed ? ": " + failed.failure() : ""));
        });
  }

  private void look(Plugin plugin) throws InterruptedException {
    Optional<FileStamp> stamp = FileStamp.of(plugin.file());
    if (stamp.isEmpty()) {
      return;
    }
    plugin.stay();
    if (calls.isBusy(plugin)) {
      return;
    }
    boolean isStill = plugin.isStill(stamp.get());
    if (plugin.hasTaken(stamp.get())) {
      if (plugin.stage() == Stage.NAME_TAKEN && plugin.triedAt() != bundles.changes()) {
        // Its name may be free now.
        take(plugin, stamp.get());
      }
      return;
    }
    // At the start nobody is copying, and an application may wait for us.
    if (isStill
        || (isFirstLook
            && !(JarContent.of(plugin.file().toFile()) instanceof JarContent.Unreadable))) {
      take(plugin, stamp.get());
    }
  }

  private void take(Plugin plugin, FileStamp stamp) throws InterruptedException {
    Optional<String> untrusted = files.untrusted(plugin.file());
    if (untrusted.isPresent()) {
      // Its rights may change without its stamp.
      plugin.forgetTaken();
      report(plugin, PluginProblems.untrusted(plugin, untrusted.get()));
      return;
    }
    plugin.take(stamp);
    installer.take(plugin);
  }

  private void refresh() throws InterruptedException {
    Refresh now = refresh;
    if (now == null && !toRefresh.isEmpty()) {
      List<Plugin> running = plugins.values().stream().filter(Plugin::isRunning).toList();
      now = new Refresh(bundles.refresh(toRefresh), running);
      toRefresh.clear();
    }
    if (now == null) {
      return;
    }
    Duration patience = calls.patience();
    if (!now.done().await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      if (refresh == null) {
        log.log(Level.WARNING, "what used the old content of a plugin takes its time to stop");
      }
      refresh = now;
      return;
    }
    refresh = null;
    for (Plugin plugin : now.ran()) {
      if (!plugin.isRunning() && !calls.isBusy(plugin)) {
        // It used something of those that went.
        plugin.stage(Stage.TO_START);
      }
    }
  }

  private void report(Plugin plugin, Problem problem) {
    // Whose file is gone is not complained about.
    if (plugin.problem(Optional.of(problem)) && !plugin.isLeaving()) {
      log.log(Level.ERROR, problem.toString());
    }
  }

  /** Takes all plugins out. */
  @Override
  public void close() {
    try {
      if (!bundles.isFrameworkStopping()) {
        calls.begin(true);
        removeGone(List.of());
        refresh();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    plugins.clear();
    problems = List.of();
    bundles.close();
    caller.close();
  }
}
