package dev.leadline.agent.settings;

import java.io.File;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings in force. Immutable. */
public final class Settings {

  private final EnumMap<Setting, String> values;
  private final EnumSet<Setting> given;
  private final List<String> problems;

  Settings(Map<Setting, String> values, Set<Setting> given, List<String> problems) {
    this.values = new EnumMap<>(Setting.class);
    this.values.putAll(values);
    this.given = EnumSet.noneOf(Setting.class);
    this.given.addAll(given);
    this.problems = List.copyOf(problems);
  }

  /** The value, its default when nobody gave one; empty when it has none. */
  public String text(Setting setting) {
    return values.getOrDefault(setting, "");
  }

  /** An absolute file; only for settings with a value. */
  public File file(Setting setting) {
    return new File(text(setting)).getAbsoluteFile();
  }

  /** Whether somebody gave a good value, as opposed to the default. */
  public boolean isGiven(Setting setting) {
    return given.contains(setting);
  }

  /** All values; those without one are absent. */
  public Map<Setting, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** What is wrong, one line each, with where it came from. */
  public List<String> problems() {
    return problems;
  }
}
