package dev.leadline.core.linking;

import dev.leadline.sdk.expression.ExpressionLanguage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The expression languages that are present, by name; the first of a name wins. Confined to
 * Leadline's thread.
 */
public final class ExpressionLanguages {

  private final Map<String, ExpressionLanguage> languages = new TreeMap<>();

  /** False when there is one of that name already. */
  public synchronized boolean add(String name, ExpressionLanguage language) {
    return languages.putIfAbsent(name, language) == null;
  }

  /** Its name; empty when it was not in use. */
  public synchronized Optional<String> remove(ExpressionLanguage language) {
    for (Map.Entry<String, ExpressionLanguage> entry : languages.entrySet()) {
      if (entry.getValue() == language) {
        languages.remove(entry.getKey());
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  public synchronized Optional<ExpressionLanguage> get(String name) {
    return Optional.ofNullable(languages.get(name));
  }

  /** Those of these names that are not present. */
  public synchronized Set<String> missing(Set<String> names) {
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(languages.keySet());
    return missing;
  }
}
