package dev.leadline.plugin.directory;

import dev.leadline.sdk.problem.Problem;
import java.nio.file.Path;
import org.osgi.framework.Bundle;

/** What can be wrong with the directory and with a plugin, in an operator's words. */
final class PluginProblems {

  /** Of a plugin whose call has not returned. */
  static final String NOT_RETURNED = "PL-008";

  private static final String COPY_HINT =
      "copy it again, under a name that begins with a dot, and rename it then";

  private PluginProblems() {}

  static Problem unreadable(Plugin plugin, String reason) {
    return Problem.error(
        "PL-001",
        plugin.name() + " is no jar, or half of one: " + reason + still(plugin),
        COPY_HINT);
  }

  static Problem plainJar(Plugin plugin) {
    return Problem.error(
        "PL-002",
        plugin.name() + " is a jar, but no OSGi bundle" + still(plugin),
        "a plugin has Bundle-SymbolicName in its manifest, see docs/writing-a-provider.md; a"
            + " library goes inside of the plugin that needs it");
  }

  private static String still(Plugin plugin) {
    return plugin.bundle().isPresent() ? "; its last good version stays" : "";
  }

  static Problem notInstalled(Plugin plugin, JarContent.Bundle content, Throwable failure) {
    return Problem.error(
        "PL-005",
        plugin.name() + " (" + content + ") cannot be installed: " + rootOf(failure),
        "its manifest is at fault; copy the file again to try again");
  }

  static Problem notStarted(Plugin plugin, Throwable failure) {
    return Problem.error(
        "PL-005",
        plugin.name() + " fails when it starts: " + rootOf(failure),
        "this is a fault of the bundle, or of what it needs; copy or touch the file to try again");
  }

  static Problem nameTaken(Plugin plugin, JarContent.Bundle content, Bundle rival) {
    return Problem.error(
        "PL-006",
        plugin.name() + " is not used: " + content + " is there already, as " + rival.getLocation(),
        "delete one of the two; this one takes over when the other goes");
  }

  static Problem ours(Plugin plugin, JarContent.Bundle content) {
    return Problem.error(
        "PL-007",
        plugin.name() + " is not used: Leadline has a bundle " + content.symbolicName(),
        "delete the file: it is there already");
  }

  static Problem notReturned(Plugin plugin, String call) {
    return Problem.error(
        NOT_RETURNED,
        plugin.name() + " does not return from " + call,
        "the others go on without it; a dump of the threads shows what leadline-plugin waits"
            + " for; deleting the file interrupts it");
  }

  static Problem untrusted(Plugin plugin, String reason) {
    return Problem.error(
        "PL-009",
        plugin.name() + " is not used: " + reason,
        "take the right to write from others, or set directories.shared=allow");
  }

  static Problem untrusted(Path directory, String reason) {
    return Problem.error(
        "PL-009",
        "plugins.dir " + directory + " is not used: " + reason,
        "bundles are code that runs in this JVM: take the right to write from others,"
            + " or set directories.shared=allow");
  }

  static Problem absent(Path directory) {
    return Problem.warning(
        "PL-010", "plugins.dir " + directory + " does not exist", "it is used once it does");
  }

  static Problem notListed(Exception failure) {
    return Problem.error("PL-011", "plugins.dir cannot be listed: " + failure, "what runs goes on");
  }

  static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
