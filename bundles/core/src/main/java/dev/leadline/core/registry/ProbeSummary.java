package dev.leadline.core.registry;

import dev.leadline.core.application.LoaderName;
import dev.leadline.core.linking.Probe;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probes as people count them: a line or a method of a class is one, however many call sites it
 * takes. A method has one for each of its exits, on lines of their own; a line one for each copy of
 * a finally block.
 */
final class ProbeSummary {

  private ProbeSummary() {}

  private record Place(Class<?> host, String method, String descriptor, int line) {}

  static List<ProbeStatus> of(List<Probe> probes) {
    Map<Place, List<Probe>> places = new LinkedHashMap<>();
    for (Probe probe : probes) {
      Place place =
          new Place(
              probe.host(),
              probe.point().method(),
              probe.point().descriptor(),
              probe.tracepoint().tracepoint().location().stage().isMethod()
                  ? 0
                  : probe.point().line());
      places.computeIfAbsent(place, key -> new ArrayList<>()).add(probe);
    }
    return places.values().stream().map(ProbeSummary::status).toList();
  }

  private static ProbeStatus status(List<Probe> sites) {
    Probe first = sites.get(0);
    List<String> variables = new ArrayList<>(first.point().inScope());
    sites.forEach(probe -> variables.retainAll(probe.point().inScope()));
    return new ProbeStatus(
        first.host().getName(),
        LoaderName.of(first.host().getClassLoader()),
        first.point().signature(),
        sites.stream()
            .mapToInt(probe -> probe.point().line())
            .filter(line -> line > 0)
            .min()
            .orElse(0),
        isLive(sites),
        variables);
  }

  /** An exit whose expressions do not compile does not make the others less live. */
  private static boolean isLive(List<Probe> sites) {
    return sites.stream().anyMatch(Probe::isLive)
        && sites.stream().allMatch(probe -> probe.isLive() || probe.isRejected());
  }
}
