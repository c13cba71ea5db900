package dev.leadline.agent.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What values a setting takes.
 *
 * @param expected for people, such as {@code a port (0 to 65535)}
 * @param choices the values there are; empty = by the rule of the constant
 */
public record SettingKind(String expected, List<String> choices) {

  public static final SettingKind TEXT = new SettingKind("a text", List.of());
  public static final SettingKind PATH = new SettingKind("a path", List.of());
  public static final SettingKind PORT = new SettingKind("a port (0 to 65535)", List.of());

  public SettingKind {
    choices = List.copyOf(choices);
  }

  /** One of these values, in any case. */
  public static SettingKind choice(String... choices) {
    return new SettingKind("one of " + String.join(", ", choices), List.of(choices));
  }

  /** The value in its canonical form; null when it is not of this kind. */
  @Nullable String read(String value) {
    String text = value.trim();
    if (equals(PORT)) {
      return isPort(text) ? text : null;
    }
    if (choices.isEmpty()) {
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
