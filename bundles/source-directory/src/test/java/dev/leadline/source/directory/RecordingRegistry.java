package dev.leadline.source.directory;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds what is declared, by origin, and refuses ids that another origin has. */
final class RecordingRegistry implements TracepointRegistry {
  final List<String> calls = new ArrayList<>();
  private final Map<String, List<Tracepoint>> declared = new TreeMap<>();
  private final Map<String, List<Problem>> problems = new HashMap<>();

  @Override
  public synchronized List<Problem> declare(String origin, List<Declaration> declarations) {
    calls.add("declare " + origin);
    List<Tracepoint> taken = new ArrayList<>();
    List<Problem> refusals = new ArrayList<>();
    for (Declaration declaration : declarations) {
      Tracepoint tracepoint = declaration.tracepoint();
      boolean elsewhere =
          declared.entrySet().stream()
              .anyMatch(
                  entry ->
                      !entry.getKey().equals(origin)
                          && entry.getValue().stream()
                              .anyMatch(other -> other.id().equals(tracepoint.id())));
      if (elsewhere) {
        refusals.add(
            new Problem(
                "TP-900", Severity.ERROR, Place.NONE, tracepoint.id(), "the id is taken", ""));
      } else {
        taken.add(tracepoint);
      }
    }
    declared.put(origin, taken);
    problems.put(
        origin,
        declarations.stream()
            .flatMap(declaration -> declaration.problems().stream())
            .distinct()
            .toList());
    return refusals;
  }

  @Override
  public synchronized void withdraw(String origin) {
    calls.add("withdraw " + origin);
    declared.remove(origin);
    problems.remove(origin);
  }

  /** Ids in force, as {@code origin=[ids]}. */
  synchronized Map<String, List<String>> ids() {
    Map<String, List<String>> ids = new TreeMap<>();
    declared.forEach(
        (origin, tracepoints) ->
            ids.put(origin, tracepoints.stream().map(Tracepoint::id).toList()));
    return ids;
  }

  synchronized List<String> codes(String origin) {
    return problems.getOrDefault(origin, List.of()).stream().map(Problem::code).toList();
  }

  @Override
  public List<TracepointStatus> statuses() {
    throw new UnsupportedOperationException("a source asks for no status");
  }

  @Override
  public Optional<TracepointStatus> status(String id) {
    throw new UnsupportedOperationException("a source asks for no status");
  }

  @Override
  public List<Problem> check(String origin, List<Declaration> declarations) {
    throw new UnsupportedOperationException("a source declares");
  }

  @Override
  public boolean remove(String id) {
    throw new UnsupportedOperationException("a source removes nothing of others");
  }

  @Override
  public boolean setEnabled(String id, boolean enabled) {
    throw new UnsupportedOperationException("a source switches nothing");
  }

  @Override
  public boolean await(Duration most) {
    throw new UnsupportedOperationException("a source waits for nothing");
  }
}
