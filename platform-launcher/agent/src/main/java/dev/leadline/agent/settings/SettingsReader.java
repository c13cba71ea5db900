package dev.leadline.agent.settings;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings, strongest first: agent arguments, system properties, environment, file. Never
 * throws: what is wrong is a line in {@link Settings#problems}, and the default is used.
 */
public final class SettingsReader {

  /** Below the home directory. */
  public static final String FILE = "conf/leadline.properties";

  private static final String PROPERTY_PREFIX = "leadline.";
  private static final String VARIABLE_PREFIX = "LEADLINE_";

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Set<Setting> given = EnumSet.noneOf(Setting.class);
  private final Set<Setting> seen = EnumSet.noneOf(Setting.class);
  private final List<String> problems = new ArrayList<>();

  private SettingsReader() {}

  /**
   * Reads them all.
   *
   * @param jarDirectory home, unless somebody sets it
   */
  public static Settings read(
      String agentArguments,
      Properties systemProperties,
      Map<String, String> environment,
      File jarDirectory) {
    SettingsReader reader = new SettingsReader();
    AgentArguments arguments = AgentArguments.parse(agentArguments);
    reader.problems.addAll(arguments.problems());
    reader.takeAll(arguments.values(), "agent argument");
    reader.takeAll(ofProperties(systemProperties), "system property");
    reader.takeAll(ofEnvironment(environment), "environment");
    String home = reader.values.get(Setting.HOME);
    File homeDirectory = home == null ? jarDirectory : new File(home);
    reader.takeFile(new File(homeDirectory, FILE));
    return reader.finish(homeDirectory.getAbsoluteFile());
  }

  private void takeAll(Map<String, String> source, String origin) {
    for (Map.Entry<String, String> entry : source.entrySet()) {
      take(entry.getKey(), entry.getValue(), origin);
    }
  }

  private void take(String key, String value, String origin) {
    Setting setting = find(key);
    if (setting == null) {
      String nearest = NearestName.of(key);
      problems.add(
          "unknown setting '"
              + key
              + "' ("
              + origin
              + ") is ignored"
              + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
      return;
    }
    // A blank value in a stronger place does not hide a real one below: `LEADLINE_LOG_FILE=` is
    // how many people unset a variable.
    if (value.isBlank() || !seen.add(setting)) {
      return;
    }
    String read = setting.kind().read(value);
    if (read == null) {
      problems.add(
          "setting "
              + key
              + "="
              + value.trim()
              + " ("
              + origin
              + ") is not "
              + setting.kind().expected()
              + "; the default is used: "
              + setting.fallback());
      return;
    }
    values.put(setting, read);
    given.add(setting);
  }

  private void takeFile(File file) {
    if (!file.isFile()) {
      return;
    }
    Properties properties = new Properties();
    try (Reader reader = new BufferedReader(new FileReader(file, StandardCharsets.UTF_8))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add("settings file " + file + " cannot be read and is ignored: " + e.getMessage());
      return;
    }
    if (properties.remove(Setting.HOME.key()) != null) {
      problems.add(
          "setting home (" + file + ") is ignored: the file lies in the home it would set");
    }
    Map<String, String> source = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      source.put(key, properties.getProperty(key));
    }
    takeAll(source, file.getPath());
  }

  private Settings finish(File home) {
    values.put(Setting.HOME, home.getPath());
    for (Setting setting : Setting.values()) {
      if (!setting.fallback().isEmpty()) {
        values.putIfAbsent(setting, setting.fallback());
      } else if (setting.kind().type() == SettingKind.Type.PATH && values.containsKey(setting)) {
        values.put(setting, new File(values.get(setting)).getAbsolutePath());
      }
    }
    values.putIfAbsent(Setting.TRACEPOINTS_DIR, new File(home, "tracepoints").getPath());
    values.putIfAbsent(Setting.PLUGINS_DIR, new File(home, "plugins").getPath());
    return new Settings(values, given, problems);
  }

  private static @Nullable Setting find(String key) {
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    return null;
  }

  private static Map<String, String> ofProperties(Properties properties) {
    Map<String, String> found = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PROPERTY_PREFIX)) {
        found.put(name.substring(PROPERTY_PREFIX.length()), properties.getProperty(name));
      }
    }
    return found;
  }

  private static Map<String, String> ofEnvironment(Map<String, String> environment) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(VARIABLE_PREFIX) && !isOfKubernetes(name)) {
        String key = name.substring(VARIABLE_PREFIX.length());
        found.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), entry.getValue());
      }
    }
    return found;
  }

  /** What Kubernetes puts into every container when a service is called {@code leadline}. */
  private static boolean isOfKubernetes(String name) {
    return name.startsWith("LEADLINE_SERVICE_")
        || name.equals("LEADLINE_PORT")
        || name.startsWith("LEADLINE_PORT_");
  }
}
