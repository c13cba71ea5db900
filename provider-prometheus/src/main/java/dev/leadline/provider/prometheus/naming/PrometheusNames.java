package dev.leadline.provider.prometheus.naming;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps names as users write them to names that Prometheus accepts.
 *
 * <p>Metric names:
 *
 * <ol>
 *   <li>a character other than {@code [a-zA-Z0-9_:]} becomes {@code _} (one for each code point); a
 *       digit in front gets {@code _} before it;
 *   <li>a counter's {@code _total} is taken off, however often it is there, and comes back last;
 *   <li>the unit becomes the suffix, unless the name ends with it or is it; the unit {@code 1}
 *       (dimensionless) is none;
 *   <li>a counter ends with {@code _total}. So a counter may be called {@code session_created} or
 *       {@code order_count}: {@code session_created_total} is no reserved name. On other types
 *       {@code _total}, {@code _created}, {@code _count}, {@code _sum}, {@code _bucket} and {@code
 *       _info} stay as they are: a gauge {@code thread_count} is what its user will look for, and
 *       legal. Where such a name is also one of the series of another metric (a gauge {@code
 *       jobs_created} beside a counter {@code jobs}), the registry refuses the later one.
 * </ol>
 *
 * <p>Label names: the same with {@code [a-zA-Z0-9_]}; {@code __} in front (reserved for Prometheus)
 * becomes {@code _}; {@code le} of a histogram and {@code quantile} of a summary, which Prometheus
 * fills in itself, get {@code _} behind. Two labels that become the same cannot be exposed.
 */
public final class PrometheusNames {
  private static final String TOTAL = "_total";

  private PrometheusNames() {}

  /** The metric as Prometheus shows it. Never throws. */
  public static Naming expose(MetricDefinition definition) {
    MetricType type = definition.type();
    List<String> labelNames = new ArrayList<>();
    Map<String, String> declaredNames = new HashMap<>();
    for (String declared : definition.labelNames()) {
      String exposed = labelName(declared, type);
      String other = declaredNames.putIfAbsent(exposed, declared);
      if (other != null) {
        return new Naming.Unexposable(
            "the labels \"%s\" and \"%s\" are both \"%s\" for Prometheus"
                .formatted(other, declared, exposed));
      }
      labelNames.add(exposed);
    }
    String name = metricName(definition.name(), definition.unit(), type);
    String unit = unit(definition.unit());
    String stem = type == MetricType.COUNTER ? withoutTotal(name) : name;
    return new Naming.Exposable(
        new ExposedMetric(
            name,
            definition.name(),
            type,
            !unit.isEmpty() && stem.endsWith("_" + unit) ? unit : "",
            help(definition),
            labelNames,
            definition.buckets(),
            definition.quantiles()));
  }

  /** The name on the endpoint of a metric of this name and unit. */
  static String metricName(String declaredName, String declaredUnit, MetricType type) {
    String name = legal(declaredName, true);
    String unit = unit(declaredUnit);
    if (type != MetricType.COUNTER) {
      return withUnit(name, unit);
    }
    // A unit that is itself "total" would else be doubled.
    return withoutTotal(withUnit(withoutTotal(name), unit)) + TOTAL;
  }

  /** The name of a label on the endpoint. */
  static String labelName(String declaredName, MetricType type) {
    String name = legal(declaredName, false);
    if (name.startsWith("__")) {
      int first = 0;
      while (first < name.length() && name.charAt(first) == '_') {
        first++;
      }
      name = "_" + name.substring(first);
    }
    boolean reserved =
        (type == MetricType.HISTOGRAM && name.equals("le"))
            || (type == MetricType.SUMMARY && name.equals("quantile"));
    return reserved ? name + "_" : name;
  }

  private static String withUnit(String name, String unit) {
    return unit.isEmpty() || name.equals(unit) || name.endsWith("_" + unit)
        ? name
        : name + "_" + unit;
  }

  private static String withoutTotal(String name) {
    String stem = name;
    while (stem.endsWith(TOTAL)) {
      stem = stem.substring(0, stem.length() - TOTAL.length());
    }
    // simpleclient takes "_total" off too, so a name that is nothing else needs another.
    return stem.isEmpty() ? "_" : stem;
  }

  private static String unit(String declaredUnit) {
    if (declaredUnit.equals("1")) {
      return "";
    }
    StringBuilder unit = new StringBuilder();
    declaredUnit
        .codePoints()
        .forEach(c -> unit.appendCodePoint(isLetter(c) || isDigit(c) ? c : '_'));
    int start = 0;
    int end = unit.length();
    while (start < end && unit.charAt(start) == '_') {
      start++;
    }
    while (end > start && unit.charAt(end - 1) == '_') {
      end--;
    }
    return unit.substring(start, end);
  }

  private static String legal(String declared, boolean colons) {
    StringBuilder name = new StringBuilder(declared.length() + 1);
    declared
        .codePoints()
        .forEach(
            c -> {
              if (isDigit(c) && name.isEmpty()) {
                name.append('_');
              }
              boolean legal = isLetter(c) || isDigit(c) || (colons && c == ':');
              name.appendCodePoint(legal ? c : '_');
            });
    return name.isEmpty() ? "_" : name.toString();
  }

  private static String help(MetricDefinition definition) {
    // Prometheus wants a text, and simpleclient escapes \n but lets \r through.
    return definition.help().isBlank()
        ? definition.name().replace('\r', ' ') + ", recorded by Leadline"
        : definition.help().replace('\r', ' ');
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
