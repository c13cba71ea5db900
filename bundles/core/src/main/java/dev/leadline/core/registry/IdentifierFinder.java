package dev.leadline.core.registry;

import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.linking.LanguageHandle;
import dev.leadline.core.tracepoint.Expressions;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Problem;
import java.util.HashSet;
import java.util.Set;

/** Finds out what a tracepoint's expressions may read. Safe on any thread. */
final class IdentifierFinder {

  private final ExpressionLanguages languages;

  IdentifierFinder(ExpressionLanguages languages) {
    this.languages = languages;
  }

  /** Tells the tracepoint, once all its languages are there. */
  void find(LiveTracepoint tracepoint) {
    if (!languages.missing(tracepoint.languages()).isEmpty()) {
      return;
    }
    Set<String> identifiers = new HashSet<>();
    Expressions.forEach(
        tracepoint.tracepoint(),
        tracepoint.metrics(),
        (name, text) ->
            languages
                .get(name)
                .ifPresent(
                    language -> {
                      language.prepare();
                      identifiers.addAll(identifiers(language, text, tracepoint));
                    }));
    tracepoint.identifiers(identifiers);
  }

  private static Set<String> identifiers(
      LanguageHandle language, String text, LiveTracepoint tracepoint) {
    try {
      return language.identifiers(text);
    } catch (Throwable broken) {
      // Against its contract. The expression then sees no variable.
      tracepoint.report(
          Problem.error(
              "LK-002",
              "a language failed at \"" + text + "\": " + broken,
              "this is a fault of that bundle"));
      return Set.of();
    }
  }
}
