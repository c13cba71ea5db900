package dev.leadline.core.format;

import dev.leadline.sdk.problem.NearestName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that an object may have, with the spellings that are accepted for each. */
final class Vocabulary {
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, String> nameBySpelling = new HashMap<>();

  private Vocabulary() {}

  /**
   * @param keys each the canonical name, then its other spellings, separated by {@code |}
   */
  static Vocabulary of(String... keys) {
    Vocabulary vocabulary = new Vocabulary();
    for (String key : keys) {
      List<String> spellings = Arrays.asList(key.split("\\|", -1));
      vocabulary.names.add(spellings.get(0));
      spellings.forEach(spelling -> vocabulary.nameBySpelling.put(spelling, spellings.get(0)));
    }
    return vocabulary;
  }

  /** The canonical name of a key as written. */
  Optional<String> nameOf(String spelling) {
    return Optional.ofNullable(nameBySpelling.get(spelling));
  }

  /** Canonical names, in order. */
  Set<String> names() {
    return names;
  }

  /** What to tell somebody who wrote a key that is not one of these. */
  String hintFor(String written) {
    String nearest = NearestName.hint(written, names);
    return nearest.isEmpty() ? "known here: " + String.join(", ", names) : nearest;
  }
}
