package dev.leadline.agent.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What values a setting takes.
 *
 * @param type the rule
 * @param expected for people, such as {@code a port (0 to 65535)}
 * @param choices the values there are, when the rule is a choice
 */
public record SettingKind(Type type, String expected, List<String> choices) {

  /**
   * The rules. Compare these and not kinds: a record's own equals costs a fresh JVM forty
   * milliseconds at its first use.
   */
  public enum Type {
    TEXT,
    PATH,
    PORT,
    CHOICE
  }

  public static final SettingKind TEXT = new SettingKind(Type.TEXT, "a text", List.of());
  public static final SettingKind PATH = new SettingKind(Type.PATH, "a path", List.of());
  public static final SettingKind PORT =
      new SettingKind(Type.PORT, "a port (0 to 65535)", List.of());

  public SettingKind {
    choices = List.copyOf(choices);
  }

  /** One of these values, in any case. */
  public static SettingKind choice(String... choices) {
    return new SettingKind(Type.CHOICE, "one of " + String.join(", ", choices), List.of(choices));
  }

  /** The value in its canonical form; null when it is not of this kind. */
  @Nullable String read(String value) {
    String text = value.trim();
    if (type == Type.PORT) {
      return isPort(text) ? text : null;
    }
    if (type != Type.CHOICE) {
      return text;
    }
    String choice = text.toLowerCase(Locale.ROOT);
    return choices.contains(choice) ? choice : null;
  }

  private static boolean isPort(String text) {
    if (text.isEmpty() || text.length() > 5) {
      return false;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = port * 10 + (c - '0');
    }
    return port <= 65535;
  }
}
