package dev.leadline.plugin.directory;

import dev.leadline.plugin.directory.PatientCaller.Outcome;
import dev.leadline.plugin.directory.Plugin.Stage;
import dev.leadline.sdk.problem.Problem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Keeps the framework as the directory is. Knows nothing about time passing by itself: it looks
 * whenever {@link #scan} is called. A file is taken when two looks in a row find it the same.
 *
 * <p>Confined to one thread, but for {@link #problems}.
 */
final class PluginDirectory implements AutoCloseable {

  private static final String COPY_HINT =
      "copy it again, under a name that begins with a dot, and rename it then";

  private final Path directory;
  private final PluginBundles bundles;
  private final Function<Path, Optional<String>> guard;
  private final System.Logger log;
  private final SortedMap<Path, Plugin> plugins = new TreeMap<>();
  private final Set<Bundle> toRefresh = new LinkedHashSet<>();
  private Optional<Problem> ownProblem = Optional.empty();
  private volatile List<Problem> problems = List.of();
  private boolean isFirstLook = true;

  /**
   * @param guard why a path is not to be trusted; empty when it is
   */
  PluginDirectory(
      Path directory,
      PluginBundles bundles,
      Function<Path, Optional<String>> guard,
      System.Logger log) {
    this.directory = directory;
    this.bundles = bundles;
    this.guard = guard;
    this.log = log;
  }

  /** What is wrong as of the last look, each once. On any thread. */
  List<Problem> problems() {
    return problems;
  }

  /** Looks at the directory and does what follows from it. */
  void scan() throws InterruptedException {
    try {
      Optional<List<Path>> files = list();
      if (files.isPresent()) {
        removeGone(files.get());
        for (Path file : files.get()) {
          look(plugins.computeIfAbsent(file, Plugin::new));
        }
        isFirstLook = false;
      }
      refresh();
      for (Plugin plugin : plugins.values()) {
        start(plugin);
      }
    } finally {
      List<Problem> all = new ArrayList<>();
      ownProblem.ifPresent(all::add);
      plugins.values().forEach(plugin -> plugin.problem().ifPresent(all::add));
      problems = List.copyOf(all);
    }
  }

  /** Its files; empty when they are none of our business at the moment: what runs stays. */
  private Optional<List<Path>> list() {
    if (Files.exists(directory)) {
      Optional<String> untrusted = guard.apply(directory);
      if (untrusted.isPresent()) {
        own(
            Optional.of(
                Problem.error(
                    "PL-009",
                    "plugins.dir " + directory + " is not used: " + untrusted.get(),
                    "bundles are code that runs in this JVM: take the right to write from others,"
                        + " or set directories.shared=allow")));
        return Optional.empty();
      }
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path entry : entries) {
        // A name with a leading dot is a copy under way.
        if (!String.valueOf(entry.getFileName()).startsWith(".") && Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      own(
          Optional.of(
              Problem.warning(
                  "PL-010",
                  "plugins.dir " + directory + " does not exist",
                  "it is used once it does")));
      return Optional.of(List.of());
    } catch (IOException | DirectoryIteratorException e) {
      own(
          Optional.of(
              Problem.error("PL-011", "plugins.dir cannot be listed: " + e, "what runs goes on")));
      return Optional.empty();
    }
    own(Optional.empty());
    // Of two with one name, the first is taken.
    files.sort(null);
    return Optional.of(files);
  }

  private void own(Optional<Problem> problem) {
    if (!ownProblem.equals(problem)) {
      ownProblem = problem;
      problem.filter(Problem::isError).ifPresent(found -> log.log(Level.ERROR, found.toString()));
    }
  }

  private void removeGone(List<Path> files) throws InterruptedException {
    for (Plugin plugin : List.copyOf(plugins.values())) {
      if (files.contains(plugin.file())) {
        continue;
      }
      if (plugin.isBusy()) {
        // It is uninstalled as soon as its bundle lets go.
        plugin.gone();
        continue;
      }
      plugins.remove(plugin.file());
      Optional<Bundle> bundle = plugin.bundle();
      if (bundle.isPresent()) {
        toRefresh.add(bundle.get());
        Outcome outcome = bundles.uninstall(bundle.get());
        log.log(
            Level.INFO,
            "plugin "
                + plugin.name()
                + " has gone"
                + (outcome instanceof Outcome.Failed failed ? ": " + failed.failure() : ""));
      }
    }
  }

  private void look(Plugin plugin) throws InterruptedException {
    Optional<FileStamp> stamp = FileStamp.of(plugin.file());
    if (stamp.isEmpty() || plugin.isBusy()) {
      return;
    }
    plugin.back();
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
    Optional<String> untrusted = guard.apply(plugin.file());
    if (untrusted.isPresent()) {
      // Its rights may change without its stamp.
      plugin.forgetTaken();
      report(
          plugin,
          Problem.error(
              "PL-009",
              plugin.name() + " is not used: " + untrusted.get(),
              "take the right to write from others, or set directories.shared=allow"));
      return;
    }
    plugin.take(stamp);
    plugin.triedAt(bundles.changes());
    JarContent content = JarContent.of(plugin.file().toFile());
    if (content instanceof JarContent.Unreadable unreadable) {
      report(
          plugin,
          Problem.error(
              "PL-001",
              plugin.name() + " is no jar, or half of one: " + unreadable.reason() + still(plugin),
              COPY_HINT));
    } else if (content instanceof JarContent.Plain) {
      report(
          plugin,
          Problem.error(
              "PL-002",
              plugin.name() + " is a jar, but no OSGi bundle" + still(plugin),
              "a plugin has Bundle-SymbolicName in its manifest, see docs/writing-a-provider.md; a"
                  + " library goes inside of the plugin that needs it"));
    } else if (content instanceof JarContent.Bundle bundle) {
      take(plugin, bundle);
    }
  }

  private static String still(Plugin plugin) {
    return plugin.bundle().isPresent() ? "; its last good version stays" : "";
  }

  private void take(Plugin plugin, JarContent.Bundle content) throws InterruptedException {
    Optional<Bundle> rival = bundles.rival(content, plugin.bundle());
    if (bundles.isOurs(content.symbolicName())) {
      report(
          plugin,
          Problem.error(
              "PL-007",
              plugin.name() + " is not used: Leadline has a bundle " + content.symbolicName(),
              "delete the file: it is there already"));
    } else if (rival.isPresent()) {
      plugin.stage(Stage.NAME_TAKEN);
      report(
          plugin,
          Problem.error(
              "PL-006",
              plugin.name()
                  + " is not used: "
                  + content
                  + " is there already, as "
                  + rival.get().getLocation(),
              "delete one of the two; this one takes over when the other goes"));
    } else {
      installOrUpdate(plugin, content);
    }
  }

  private void installOrUpdate(Plugin plugin, JarContent.Bundle content)
      throws InterruptedException {
    Optional<Bundle> old = plugin.bundle();
    try {
      if (old.isEmpty()) {
        plugin.bundle(bundles.install(plugin.file()));
      } else {
        toRefresh.add(old.get());
        Outcome outcome = bundles.update(old.get(), plugin.file());
        if (outcome instanceof Outcome.Failed failed) {
          refused(plugin, content, failed.failure());
          return;
        }
        if (outcome instanceof Outcome.Blocked blocked) {
          blocked(plugin, "stop", blocked);
          plugin.forgetTaken();
          return;
        }
      }
      plugin.stage(Stage.TO_START);
    } catch (BundleException | IOException | RuntimeException e) {
      refused(plugin, content, e);
    }
  }

  private void refused(Plugin plugin, JarContent.Bundle content, Throwable failure) {
    plugin.stage(Stage.SETTLED);
    report(
        plugin,
        Problem.error(
            "PL-005",
            plugin.name() + " (" + content + ") cannot be installed: " + rootOf(failure),
            "its manifest is at fault; copy the file again to try again"));
  }

  private void refresh() throws InterruptedException {
    if (toRefresh.isEmpty()) {
      return;
    }
    List<Bundle> now = List.copyOf(toRefresh);
    toRefresh.clear();
    List<Plugin> running = plugins.values().stream().filter(Plugin::isRunning).toList();
    if (!bundles.refresh(now)) {
      log.log(Level.WARNING, "what used the old content of " + now + " takes its time to stop");
    }
    for (Plugin plugin : running) {
      if (!plugin.isRunning() && !plugin.isBusy()) {
        // It used something of those that went.
        plugin.stage(Stage.TO_START);
      }
    }
  }

  private void start(Plugin plugin) throws InterruptedException {
    Optional<Bundle> bundle = plugin.bundle();
    if (bundle.isEmpty() || plugin.isBusy() || plugin.isGone()) {
      return;
    }
    if (plugin.problem().filter(problem -> problem.code().equals("PL-008")).isPresent()) {
      // It has returned at last.
      plugin.stage(Stage.TO_START);
    }
    boolean isDue =
        plugin.stage() == Stage.TO_START
            || (plugin.stage() == Stage.UNRESOLVED && plugin.triedAt() != bundles.changes());
    if (!isDue) {
      return;
    }
    plugin.triedAt(bundles.changes());
    Outcome outcome = plugin.isRunning() ? new Outcome.Done() : bundles.start(bundle.get());
    if (outcome instanceof Outcome.Done) {
      plugin.stage(Stage.SETTLED);
      plugin.problem(Optional.empty());
      log.log(
          Level.INFO,
          "plugin "
              + plugin.name()
              + " runs: "
              + bundle.get().getSymbolicName()
              + " "
              + bundle.get().getVersion());
    } else if (outcome instanceof Outcome.Blocked blocked) {
      blocked(plugin, "start", blocked);
    } else if (outcome instanceof Outcome.Failed failed) {
      failed(plugin, bundle.get(), failed.failure());
    }
  }

  private void failed(Plugin plugin, Bundle bundle, Throwable failure) {
    if (bundle.getState() == Bundle.INSTALLED) {
      plugin.stage(Stage.UNRESOLVED);
      report(plugin, bundles.unresolved().explain(plugin.name(), bundle, rootOf(failure)));
    } else {
      plugin.stage(Stage.SETTLED);
      report(
          plugin,
          Problem.error(
              "PL-005",
              plugin.name() + " fails when it starts: " + rootOf(failure),
              "this is a fault of the bundle, or of what it needs; copy or touch the file to try"
                  + " again"));
      log.log(Level.DEBUG, plugin.name() + " fails when it starts", failure);
    }
  }

  private void blocked(Plugin plugin, String what, Outcome.Blocked blocked) {
    plugin.call(blocked.call());
    report(
        plugin,
        Problem.error(
            "PL-008",
            plugin.name() + " does not return from " + what,
            "the others go on without it; a dump of the threads shows what leadline-plugin waits"
                + " for; deleting the file interrupts it"));
  }

  private void report(Plugin plugin, Problem problem) {
    if (plugin.problem(Optional.of(problem))) {
      log.log(Level.ERROR, problem.toString());
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** Takes all plugins out. */
  @Override
  public void close() {
    try {
      if (!bundles.isFrameworkStopping()) {
        removeGone(List.of());
        refresh();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    plugins.clear();
    problems = List.of();
    bundles.close();
  }
}
