package dev.leadline.core.registry;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tracepoints of each origin, and each by its id. A change costs what has changed: ten thousand
 * origins of one tracepoint are as good as one origin of ten thousand. Guarded by the registry.
 */
final class DeclaredTracepoints {

  /** Origin to its tracepoints by id, in the order of declaration. */
  private final Map<String, Map<String, LiveTracepoint>> origins = new LinkedHashMap<>();

  private final Map<String, LiveTracepoint> byId = new LinkedHashMap<>();

  /** Those that lack a metric, because others have made its name something else. */
  private final Set<LiveTracepoint> incomplete = new LinkedHashSet<>();

  /** What an origin has declared, by id. */
  Map<String, LiveTracepoint> of(String origin) {
    return origins.getOrDefault(origin, Map.of());
  }

  Optional<LiveTracepoint> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<LiveTracepoint> all() {
    return origins.values().stream().flatMap(ofOrigin -> ofOrigin.values().stream()).toList();
  }

  /** Those that lack a metric. */
  Collection<LiveTracepoint> incomplete() {
    return List.copyOf(incomplete);
  }

  /** This is what the origin declares now. */
  void replace(String origin, Collection<LiveTracepoint> tracepoints) {
    Map<String, LiveTracepoint> before =
        tracepoints.isEmpty() ? origins.remove(origin) : origins.get(origin);
    if (before != null) {
      before.values().forEach(this::forget);
    }
    if (!tracepoints.isEmpty()) {
      Map<String, LiveTracepoint> after = new LinkedHashMap<>();
      origins.put(origin, after);
      tracepoints.forEach(tracepoint -> put(after, tracepoint));
    }
  }

  /** It takes the place of the one that has its id in its origin. */
  void replace(LiveTracepoint successor) {
    LiveTracepoint before = byId.get(successor.id());
    if (before != null) {
      forget(before);
    }
    put(origins.computeIfAbsent(successor.origin(), key -> new LinkedHashMap<>()), successor);
  }

  void remove(LiveTracepoint tracepoint) {
    forget(tracepoint);
    Map<String, LiveTracepoint> ofOrigin = origins.get(tracepoint.origin());
    if (ofOrigin != null) {
      ofOrigin.remove(tracepoint.id(), tracepoint);
      if (ofOrigin.isEmpty()) {
        origins.remove(tracepoint.origin());
      }
    }
  }

  private void put(Map<String, LiveTracepoint> ofOrigin, LiveTracepoint tracepoint) {
    ofOrigin.put(tracepoint.id(), tracepoint);
    byId.put(tracepoint.id(), tracepoint);
    if (tracepoint.metrics().size() < tracepoint.tracepoint().metrics().size()) {
      incomplete.add(tracepoint);
    }
  }

  private void forget(LiveTracepoint tracepoint) {
    byId.remove(tracepoint.id(), tracepoint);
    incomplete.remove(tracepoint);
  }
}
