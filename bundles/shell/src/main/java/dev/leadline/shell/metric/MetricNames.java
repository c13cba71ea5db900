package dev.leadline.shell.metric;

import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.text.MeantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds metrics by their own names and by those that backends show. */
final class MetricNames {

  private final List<MetricStatus> metrics;

  MetricNames(List<MetricStatus> metrics) {
    this.metrics = metrics;
  }

  boolean isEmpty() {
    return metrics.isEmpty();
  }

  /** Those with a name that has the pattern in it; {@code *} stands for any letters. */
  List<MetricStatus> matching(String pattern) {
    StringBuilder regex = new StringBuilder("(?i).*");
    for (String literal : pattern.split("\\*", -1)) {
      regex.append(Pattern.quote(literal)).append(".*");
    }
    Pattern wanted = Pattern.compile(regex.toString());
    return metrics.stream()
        .filter(metric -> names(metric).stream().anyMatch(it -> wanted.matcher(it).matches()))
        .toList();
  }

  /** Those of exactly this name, in as many applications as have it. */
  List<MetricStatus> named(String name) {
    return metrics.stream().filter(metric -> names(metric).contains(name)).toList();
  }

  /** {@code ; did you mean X?}; empty when nothing is near. */
  String hint(String written) {
    return MeantName.hint(written, metrics.stream().flatMap(it -> names(it).stream()).toList());
  }

  List<Candidate> candidates() {
    return metrics.stream()
        .map(
            metric ->
                new Candidate(
                    metric.definition().name(),
                    metric.definition().type().name().toLowerCase(Locale.ROOT),
                    true))
        .distinct()
        .toList();
  }

  private static List<String> names(MetricStatus metric) {
    List<String> names = new ArrayList<>(metric.exposedNames().values());
    names.add(metric.definition().name());
    return names;
  }
}
