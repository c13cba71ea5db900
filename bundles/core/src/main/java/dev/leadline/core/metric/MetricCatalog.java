package dev.leadline.core.metric;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics in use, by name: the first tracepoint that declares a name says what it is, later
 * ones share it or are in conflict. Confined to one thread.
 */
public final class MetricCatalog {

  /** What every metric of Leadline itself begins with. */
  private static final String OWN_PREFIX = "leadline_";

  private final String namespace;
  private final Map<String, Known> metrics = new HashMap<>();

  /** Tracepoint id to the keys of its metrics. */
  private final Map<String, Set<String>> keysByTracepoint = new HashMap<>();

  /**
   * @param namespace put before every metric that has none of its own; empty for none
   */
  public MetricCatalog(String namespace) {
    this.namespace = namespace;
  }

  /** What came of a declaration. */
  public sealed interface Admission {
    /**
     * The metric can be recorded.
     *
     * @param definition the metric, with help, unit and buckets of the first that declared it
     * @param maxSeries that of the first, too
     * @param difference what of this declaration is not used for that; empty when they agree
     */
    record Admitted(MetricDefinition definition, int maxSeries, Optional<Problem> difference)
        implements Admission {}

    /** Another tracepoint has made the name something else. */
    record Conflict(Problem problem) implements Admission {}
  }

  private record Known(
      MetricDefinition definition, int maxSeries, String firstUser, Set<String> users) {}

  /** Declares one metric of a tracepoint. */
  public Admission admit(String tracepointId, MetricDeclaration declaration) {
    MetricDefinition wanted = definition(declaration);
    Optional<Problem> reserved = reserved(wanted);
    if (reserved.isPresent()) {
      return new Admission.Conflict(reserved.get());
    }
    Known known = metrics.get(key(wanted));
    if (known == null) {
      Set<String> users = new HashSet<>();
      users.add(tracepointId);
      int maxSeries = maxSeries(declaration);
      metrics.put(key(wanted), new Known(wanted, maxSeries, tracepointId, users));
      uses(tracepointId).add(key(wanted));
      return new Admission.Admitted(wanted, maxSeries, Optional.empty());
    }
    Optional<Problem> conflict = conflict(wanted, known);
    if (conflict.isPresent()) {
      return new Admission.Conflict(conflict.get());
    }
    known.users().add(tracepointId);
    uses(tracepointId).add(key(wanted));
    return new Admission.Admitted(
        known.definition(), known.maxSeries(), difference(declaration, known));
  }

  /** Whether it is one of Leadline itself. */
  public static boolean isOwn(MetricDefinition definition) {
    return key(definition).startsWith(OWN_PREFIX);
  }

  private static Optional<Problem> reserved(MetricDefinition wanted) {
    return isOwn(wanted)
        ? Optional.of(
            Problem.error(
                "MC-003",
                "the metric "
                    + wanted.name()
                    + " has a name that stands for Leadline's own metrics",
                "choose a name that does not begin with " + OWN_PREFIX))
        : Optional.empty();
  }

  /** What this declaration says, and the first one otherwise: a metric has each of these once. */
  private static Optional<Problem> difference(MetricDeclaration later, Known known) {
    MetricDefinition first = known.definition();
    List<String> others = new ArrayList<>();
    if (later.help().isPresent() && !later.help().get().equals(first.help())) {
      others.add("help");
    }
    if (later.unit().isPresent() && !later.unit().get().equals(first.unit())) {
      others.add("unit");
    }
    if (!later.buckets().isEmpty() && !later.buckets().equals(first.buckets())) {
      others.add("buckets");
    }
    if (!later.quantiles().isEmpty() && !later.quantiles().equals(first.quantiles())) {
      others.add("quantiles");
    }
    if (later.maxSeries().isPresent() && later.maxSeries().getAsInt() != known.maxSeries()) {
      others.add("maxSeries");
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.warning(
                "MC-004",
                "the metric "
                    + first.name()
                    + " keeps the "
                    + String.join(", ", others)
                    + " of tracepoint "
                    + known.firstUser()
                    + ", which had it first; what is given here is not used",
                "say the same in both, or choose another name"));
  }

  private static int maxSeries(MetricDeclaration declaration) {
    return declaration.maxSeries().orElse(MetricDeclaration.DEFAULT_MAX_SERIES);
  }

  /** What would stand in the way of this metric, if its tracepoint were declared now. */
  public Optional<Problem> conflict(String tracepointId, MetricDeclaration declaration) {
    MetricDefinition wanted = definition(declaration);
    Optional<Problem> reserved = reserved(wanted);
    if (reserved.isPresent()) {
      return reserved;
    }
    // What it alone has declared goes when it is declared anew.
    return Optional.ofNullable(metrics.get(key(wanted)))
        .filter(known -> !known.users().equals(Set.of(tracepointId)))
        .flatMap(known -> conflict(wanted, known));
  }

  private static Optional<Problem> conflict(MetricDefinition wanted, Known known) {
    MetricDefinition first = known.definition();
    if (first.type() != wanted.type()) {
      return Optional.of(
          Problem.error(
              "MC-001",
              "the metric "
                  + wanted.name()
                  + " is a "
                  + text(wanted.type())
                  + " here, and "
                  + first.name()
                  + " is a "
                  + text(first.type())
                  + " in tracepoint "
                  + known.firstUser(),
              "choose another name, or the same type"));
    }
    return first.labelNames().equals(wanted.labelNames())
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "MC-002",
                "the metric "
                    + wanted.name()
                    + " has the labels "
                    + wanted.labelNames()
                    + " here, and "
                    + first.labelNames()
                    + " in tracepoint "
                    + known.firstUser(),
                "choose another name, or the same labels in the same order"));
  }

  private Set<String> uses(String tracepointId) {
    return keysByTracepoint.computeIfAbsent(tracepointId, id -> new HashSet<>());
  }

  /** The tracepoint is gone: metrics that nobody else uses are forgotten. */
  public void withdraw(String tracepointId) {
    Set<String> keys = keysByTracepoint.remove(tracepointId);
    if (keys == null) {
      return;
    }
    for (String key : keys) {
      Known known = metrics.get(key);
      if (known != null && known.users().remove(tracepointId) && known.users().isEmpty()) {
        metrics.remove(key);
      }
    }
  }

  /** What a declaration asks for, whatever others have declared. */
  public MetricDefinition definition(MetricDeclaration declaration) {
    String name = declaration.fullName();
    if (!namespace.isEmpty() && declaration.namespace().isEmpty()) {
      name = namespace + "_" + name;
    }
    return new MetricDefinition(
        name,
        declaration.type(),
        labelNames(declaration),
        declaration.help().orElse(""),
        declaration.unit().orElse(""),
        declaration.buckets(),
        declaration.quantiles());
  }

  private static List<String> labelNames(MetricDeclaration declaration) {
    return declaration.labels().stream().map(LabelDeclaration::key).toList();
  }

  /**
   * Names that no backend can keep apart are one name: Prometheus shows a counter {@code jobs} as
   * {@code jobs_total}, and maps what is not legal to an underscore.
   */
  private static String key(MetricDefinition definition) {
    String name = definition.name().replaceAll("[^A-Za-z0-9_:]", "_");
    return name.endsWith("_total") && name.length() > "_total".length()
        ? name.substring(0, name.length() - "_total".length())
        : name;
  }

  private static String text(MetricType type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case HISTOGRAM -> "histogram";
      case SUMMARY -> "summary";
    };
  }
}
