package dev.leadline.core.registry;

import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.tracepoint.CodeFindings;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/** Says how a tracepoint is, and why. Safe on any thread; reads, changes nothing. */
public final class StatusReport {

  private final ClassAnchor anchor;
  private final ExpressionLanguages languages;
  private final Clock clock;

  /** Guarded by this: hits at the last look, and when they had grown. */
  private final Map<LiveTracepoint, Seen> seen = new WeakHashMap<>();

  private record Seen(long hits, Instant when) {}

  private record Verdict(TracepointState state, String reason) {}

  /**
   * @param clock tells when hits were seen
   */
  public StatusReport(ClassAnchor anchor, ExpressionLanguages languages, Clock clock) {
    this.anchor = anchor;
    this.languages = languages;
    this.clock = clock;
  }

  /** A snapshot. */
  public TracepointStatus of(LiveTracepoint tracepoint) {
    List<Probe> probes = probes(tracepoint);
    Figures figures = tracepoint.figures();
    Verdict verdict = verdict(tracepoint, probes);
    Set<ScopedMetric> metrics =
        probes.stream().flatMap(probe -> probe.metrics().stream()).collect(Collectors.toSet());
    Map<String, Long> dropped = new TreeMap<>();
    for (Drop drop : Drop.values()) {
      if (figures.dropped(drop) > 0) {
        dropped.put(drop.text(), figures.dropped(drop));
      }
    }
    long fires = figures.fires();
    return new TracepointStatus(
        tracepoint.tracepoint(),
        tracepoint.origin(),
        verdict.state(),
        verdict.reason(),
        ProbeSummary.of(probes),
        figures.hits(),
        fires,
        Math.max(0, fires * tracepoint.metrics().size() - figures.valuesLost()),
        dropped,
        figures.errors().summary(),
        metrics.stream().mapToLong(ScopedMetric::seriesCount).sum(),
        lastHit(tracepoint, figures.hits()),
        exposedNames(metrics),
        problems(tracepoint, metrics),
        tracepoint.watch().meanNanosPerHit());
  }

  private List<Probe> probes(LiveTracepoint tracepoint) {
    List<Probe> probes = new ArrayList<>();
    for (InstrumentedClass instrumented : anchor.of(tracepoint)) {
      probes.addAll(instrumented.probesOf(tracepoint));
    }
    return probes;
  }

  private Verdict verdict(LiveTracepoint live, List<Probe> probes) {
    Tracepoint tracepoint = live.tracepoint();
    if (live.isExpired()) {
      return new Verdict(
          TracepointState.EXPIRED,
          "its time to live of " + tracepoint.ttl().map(Object::toString).orElse("") + " is over");
    }
    if (live.metrics().isEmpty()) {
      return new Verdict(TracepointState.REJECTED, firstProblem(live, "it has no metric"));
    }
    if (!live.isEnabled()) {
      return new Verdict(
          TracepointState.PAUSED,
          live.isSwitched() ? "it was switched off by hand" : "it is disabled");
    }
    Set<String> missing = languages.missing(live.languages());
    if (!missing.isEmpty()) {
      return new Verdict(
          TracepointState.PAUSED, "the language " + String.join(", ", missing) + " is absent");
    }
    if (live.pause().isPaused()) {
      return new Verdict(TracepointState.PAUSED, live.pause().reason());
    }
    if (probes.isEmpty()) {
      return withoutProbes(live);
    }
    if (live.gate().isExhausted()) {
      return new Verdict(
          TracepointState.EXHAUSTED,
          "it has fired " + tracepoint.controls().fireCount() + " times");
    }
    if (probes.stream().allMatch(Probe::isRejected)) {
      return new Verdict(
          TracepointState.REJECTED, firstProblem(live, "its expressions do not compile"));
    }
    if (!live.gate().isWindowOpen()) {
      return new Verdict(TracepointState.PAUSED, "now is outside its window");
    }
    if (live.findings().drift().isPresent()) {
      return new Verdict(TracepointState.STALE, live.findings().drift().get());
    }
    List<ProbeStatus> summary = ProbeSummary.of(probes);
    long notLive = summary.stream().filter(probe -> !probe.live()).count();
    String reason =
        summary.size()
            + (summary.size() == 1 ? " probe" : " probes")
            + (notLive == 0 ? "" : ", " + notLive + " not live yet");
    return new Verdict(
        live.figures().hits() > 0 ? TracepointState.ACTIVE : TracepointState.INSTALLED, reason);
  }

  private static Verdict withoutProbes(LiveTracepoint live) {
    CodeFindings findings = live.findings();
    Tracepoint tracepoint = live.tracepoint();
    if (findings.refusal().isPresent()) {
      return new Verdict(TracepointState.REJECTED, findings.refusal().get());
    }
    if (findings.hasClasses()) {
      List<Integer> lines = findings.nearestLines();
      return new Verdict(
          TracepointState.NO_CODE,
          "no code at "
              + tracepoint.location()
              + (lines.isEmpty() ? "" : "; nearest lines with code: " + join(lines)));
    }
    List<String> files = findings.nearestFiles();
    return new Verdict(
        TracepointState.PENDING,
        "no class of "
            + tracepoint.location().path()
            + " is loaded"
            + (files.isEmpty() ? "" : "; loaded and named alike: " + join(files)));
  }

  private static String join(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String firstProblem(LiveTracepoint live, String otherwise) {
    return live.problems().stream()
        .min(Comparator.comparing(problem -> problem.isError() ? 0 : 1))
        .map(Problem::toString)
        .orElse(otherwise);
  }

  private synchronized Optional<Instant> lastHit(LiveTracepoint tracepoint, long hits) {
    Seen last = seen.get(tracepoint);
    if (hits > 0 && (last == null || last.hits() != hits)) {
      last = new Seen(hits, Instant.ofEpochMilli(clock.currentTimeMillis()));
      seen.put(tracepoint, last);
    }
    return Optional.ofNullable(last).map(Seen::when);
  }

  private static Map<String, List<String>> exposedNames(Set<ScopedMetric> metrics) {
    Map<String, TreeSet<String>> names = new HashMap<>();
    for (ScopedMetric metric : metrics) {
      names
          .computeIfAbsent(metric.definition().name(), key -> new TreeSet<>())
          .addAll(metric.exposedNames());
    }
    Map<String, List<String>> sorted = new TreeMap<>();
    names.forEach((name, exposed) -> sorted.put(name, List.copyOf(exposed)));
    return sorted;
  }

  private static List<Problem> problems(LiveTracepoint live, Set<ScopedMetric> metrics) {
    List<Problem> problems = new ArrayList<>(live.problems());
    for (ScopedMetric metric : metrics) {
      metric
          .refusals()
          .forEach(
              (provider, reason) ->
                  problems.add(
                      Problem.error(
                          "PR-001",
                          "the provider "
                              + provider
                              + " cannot have the metric "
                              + metric.definition().name()
                              + ": "
                              + reason,
                          "")));
    }
    return problems;
  }
}
