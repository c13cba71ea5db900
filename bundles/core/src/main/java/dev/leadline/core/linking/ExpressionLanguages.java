package dev.leadline.core.linking;

import dev.leadline.sdk.expression.ExpressionLanguage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The expression languages that are present, by name; the first of a name wins. Safe on any thread.
 */
public final class ExpressionLanguages {

  private final Duration patience;
  private final Consumer<String> onLate;
  private final System.Logger log;
  private final Map<String, LanguageHandle> languages = new TreeMap<>();

  /** Those that came while there was one of their name. */
  private final IdentityHashMap<ExpressionLanguage, String> ignored = new IdentityHashMap<>();

  /**
   * @param patience how long a compilation is waited for
   * @param onLate told the name of a language that has answered all that was not waited for; on the
   *     language's own thread, so it must only hand the work on
   */
  public ExpressionLanguages(Duration patience, Consumer<String> onLate, System.Logger log) {
    this.log = log;
    this.patience = patience;
    this.onLate = onLate;
  }

  /**
   * A language that is present.
   *
   * @param name its name at the time it came
   * @param language the service
   * @param isUsed whether it is the first of its name
   * @param blocked what it does not return from; empty when it answers
   */
  public record Present(
      String name, ExpressionLanguage language, boolean isUsed, Optional<String> blocked) {}

  /** False when there is one of that name already. */
  public synchronized boolean add(String name, ExpressionLanguage language) {
    if (languages.containsKey(name)) {
      ignored.put(language, name);
      return false;
    }
    languages.put(
        name, new LanguageHandle(name, language, patience, () -> onLate.accept(name), log));
    return true;
  }

  /** Its name; empty when it was not in use. */
  public synchronized Optional<String> remove(ExpressionLanguage language) {
    ignored.remove(language);
    for (LanguageHandle handle : languages.values()) {
      if (handle.language() == language) {
        languages.remove(handle.name());
        handle.close();
        return Optional.of(handle.name());
      }
    }
    return Optional.empty();
  }

  /** All that are present, by name. */
  public synchronized List<Present> present() {
    List<Present> present = new ArrayList<>();
    languages.forEach(
        (name, handle) ->
            present.add(new Present(name, handle.language(), true, handle.blocked())));
    ignored.forEach(
        (language, name) -> present.add(new Present(name, language, false, Optional.empty())));
    return present;
  }

  public synchronized Optional<LanguageHandle> get(String name) {
    return Optional.ofNullable(languages.get(name));
  }

  /** Those of these names that are not present. */
  public synchronized Set<String> missing(Set<String> names) {
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(languages.keySet());
    return missing;
  }

  /** Returns when they have done what they were asked for, or are late. On Leadline's thread. */
  public void settle() {
    handles().forEach(LanguageHandle::settle);
  }

  /** Returns when they have compiled what was begun, or are late. On Leadline's thread. */
  void await() {
    handles().forEach(LanguageHandle::await);
  }

  private synchronized List<LanguageHandle> handles() {
    return List.copyOf(languages.values());
  }

  /** Ends their threads. */
  public synchronized void close() {
    languages.values().forEach(LanguageHandle::close);
  }
}
