package dev.leadline.core.linking;

import dev.leadline.sdk.expression.ExpressionLanguage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * The expression languages that are present, by name; the first of a name wins. Confined to
 * Leadline's thread.
 */
public final class ExpressionLanguages {

  private final Map<String, ExpressionLanguage> languages = new TreeMap<>();

  /** Those that came while there was one of their name. */
  private final IdentityHashMap<ExpressionLanguage, String> ignored = new IdentityHashMap<>();

  /**
   * A language that is present.
   *
   * @param name its name at the time it came
   * @param language the service
   * @param isUsed whether it is the first of its name
   */
  public record Present(String name, ExpressionLanguage language, boolean isUsed) {}

  /** On Leadline's thread: those that were told to be ready. */
  private final Set<ExpressionLanguage> prepared = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * Has these be ready to compile, once each. On Leadline's thread.
   *
   * @return what they threw
   */
  public List<Throwable> prepare(Set<String> names) {
    List<Throwable> failures = new ArrayList<>();
    for (String name : names) {
      ExpressionLanguage language = get(name).orElse(null);
      if (language != null && prepared.add(language)) {
        try {
          language.prepare();
        } catch (Throwable failure) {
          // It may compile all the same.
          failures.add(failure);
        }
      }
    }
    return failures;
  }

  /** False when there is one of that name already. */
  public synchronized boolean add(String name, ExpressionLanguage language) {
    boolean isFirst = languages.putIfAbsent(name, language) == null;
    if (!isFirst) {
      ignored.put(language, name);
    }
    return isFirst;
  }

  /** Its name; empty when it was not in use. */
  public synchronized Optional<String> remove(ExpressionLanguage language) {
    ignored.remove(language);
    for (Map.Entry<String, ExpressionLanguage> entry : languages.entrySet()) {
      if (entry.getValue() == language) {
        languages.remove(entry.getKey());
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /** All that are present, by name. */
  public synchronized List<Present> present() {
    List<Present> present = new ArrayList<>();
    languages.forEach((name, language) -> present.add(new Present(name, language, true)));
    ignored.forEach((language, name) -> present.add(new Present(name, language, false)));
    return present;
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
