package dev.leadline.core.registry;

import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One id, one tracepoint: the first that has it keeps it, within an origin and among them. */
final class UniqueIds {

  private UniqueIds() {}

  /**
   * Those declarations whose ids are free.
   *
   * @param known finds the tracepoint in force that has an id
   * @param found gets a problem for each of the others
   */
  static List<Declaration> of(
      String origin,
      List<Declaration> declarations,
      Function<String, Optional<LiveTracepoint>> known,
      List<Problem> found) {
    Set<String> ids = new HashSet<>();
    List<Declaration> unique = new ArrayList<>();
    for (Declaration declaration : declarations) {
      String id = declaration.tracepoint().id();
      Optional<LiveTracepoint> other =
          known.apply(id).filter(live -> !live.origin().equals(origin));
      if (!ids.add(id)) {
        found.add(
            problem(
                "RG-002",
                origin,
                "the id " + id + " is there twice; the first one is in force",
                "give each tracepoint an id of its own"));
      } else if (other.isPresent()) {
        found.add(
            problem(
                "RG-001",
                origin,
                "the id " + id + " belongs to " + other.get().origin(),
                "choose another id, or remove it there"));
      } else {
        unique.add(declaration);
      }
    }
    return unique;
  }

  private static Problem problem(String code, String origin, String message, String hint) {
    return Problem.error(code, message, hint).at(new Place(origin, "", 0, 0));
  }
}
