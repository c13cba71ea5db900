package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the user declares: where, when, and which metrics.
 *
 * @param id distinct among all tracepoints in force; not blank
 * @param location the code point
 * @param controls which hits fire
 * @param metrics what is recorded, in the order of the document
 * @param language of its expressions; not blank
 * @param enabled whether it is in force at all
 * @param description for people
 * @param ttl removes itself after this time
 * @param sourceLine text of the line when it was declared, for the drift check
 * @param otherArguments {@code args} that are read and kept, but not acted on
 */
public record Tracepoint(
    String id,
    Location location,
    Controls controls,
    List<MetricDeclaration> metrics,
    String language,
    boolean enabled,
    Optional<String> description,
    Optional<Duration> ttl,
    Optional<String> sourceLine,
    Map<String, String> otherArguments) {

  /** The language of a tracepoint that names none. */
  public static final String DEFAULT_LANGUAGE = "groovy";

  public Tracepoint {
    requireNonNull(location, "location");
    requireNonNull(controls, "controls");
    requireNonNull(description, "description");
    requireNonNull(ttl, "ttl");
    requireNonNull(sourceLine, "sourceLine");
    if (id.isBlank()) {
      throw new IllegalArgumentException("a tracepoint has an id");
    }
    if (language.isBlank()) {
      throw new IllegalArgumentException("a tracepoint has a language: " + id);
    }
    metrics = List.copyOf(metrics);
    otherArguments = Collections.unmodifiableSortedMap(new TreeMap<>(otherArguments));
  }

  /** The language of one of its metrics. */
  public String languageOf(MetricDeclaration metric) {
    return metric.language().orElse(language);
  }
}
