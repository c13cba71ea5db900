package dev.leadline.cli;

import dev.leadline.agent.boot.Version;
import dev.leadline.agent.settings.Setting;
import dev.leadline.agent.settings.Settings;
import dev.leadline.agent.settings.SettingsReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The leadline.jar that runs, and the settings beside it.
 *
 * @param jar absolute
 */
record Installation(File jar) {

  String version() {
    return Version.of(jar);
  }

  /**
   * Where agents of this user's JVMs have their run files: where the settings say, as they say it
   * to an agent, and otherwise where an agent puts them.
   *
   * @param user of the JVM that is looked for; empty for one's own
   */
  List<Path> runDirectories(Optional<String> user) {
    List<Path> directories = new ArrayList<>();
    runDirectory().ifPresent(directories::add);
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", ""));
    String own = System.getProperty("user.name", "_");
    directories.add(ofUser(temporary, own));
    user.filter(name -> !name.equals(own))
        .ifPresent(name -> directories.add(ofUser(temporary, name)));
    return directories;
  }

  /** Where the settings of this command line say that run files are; empty when they do not. */
  Optional<Path> runDirectory() {
    Settings settings =
        SettingsReader.read("", System.getProperties(), System.getenv(), jar.getParentFile());
    return settings.isGiven(Setting.RUN_DIR)
        ? Optional.of(settings.file(Setting.RUN_DIR).toPath())
        : Optional.empty();
  }

  /** Where an agent puts its run files when it is started with these. */
  static Optional<Path> runDirectory(
      String agentArguments, Map<String, String> properties, File home) {
    Properties given = new Properties();
    given.putAll(properties);
    Settings settings = SettingsReader.read(agentArguments, given, Map.of(), home);
    return settings.isGiven(Setting.RUN_DIR)
        ? Optional.of(settings.file(Setting.RUN_DIR).toPath())
        : Optional.empty();
  }

  private static Path ofUser(Path temporary, String user) {
    return dev.leadline.agent.run.RunDirectory.pathOfUser(temporary, user).toAbsolutePath();
  }
}
