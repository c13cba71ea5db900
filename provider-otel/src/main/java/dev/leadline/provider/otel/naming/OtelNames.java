package dev.leadline.provider.otel.naming;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import java.util.List;
import java.util.Set;

/**
 * Maps names as users write them to those that OpenTelemetry accepts. It is liberal: labels, units
 * and descriptions stay as they are.
 *
 * <ul>
 *   <li>In an instrument's name, a character other than {@code [A-Za-z0-9_./-]} becomes {@code _}
 *       (one for each code point); a name that does not begin with a letter gets {@code m_} before
 *       it; after 255 characters it is cut. An SDK takes any other name for a mistake and records
 *       nothing.
 *   <li>A unit of more than 63 characters, or with characters outside ASCII, is left out.
 *   <li>A label without a name cannot be an attribute.
 *   <li>A histogram of seconds without bounds of its own gets those of OpenTelemetry's semantic
 *       conventions for durations: an SDK's default bounds are made for milliseconds.
 * </ul>
 */
public final class OtelNames {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_UNIT = 63;

  private static final Set<String> SECONDS = Set.of("s", "sec", "second", "seconds");

  /**
   * https://opentelemetry.io/docs/specs/semconv/http/http-metrics: http.server.request.duration.
   */
  private static final List<Double> SECONDS_BUCKETS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private OtelNames() {}

  /** The metric as OpenTelemetry takes it. Never throws. */
  public static Naming expose(MetricDefinition definition) {
    for (String label : definition.labelNames()) {
      if (label.isEmpty()) {
        return new Naming.Unexposable("a label without a name cannot be an attribute");
      }
    }
    String unit = unit(definition.unit());
    return new Naming.Exposable(
        new OtelMetric(
            instrumentName(definition.name()),
            definition.name(),
            definition.type(),
            unit,
            definition.help(),
            definition.labelNames(),
            buckets(definition, unit)));
  }

  static String instrumentName(String declared) {
    StringBuilder name = new StringBuilder(declared.length() + 2);
    declared.codePoints().forEach(c -> name.appendCodePoint(isLegal(c) ? c : '_'));
    if (!isLetter(name.charAt(0))) {
      name.insert(0, "m_");
    }
    if (name.length() > LONGEST_NAME) {
      name.setLength(LONGEST_NAME);
    }
    return name.toString();
  }

  private static String unit(String declared) {
    boolean legal =
        declared.length() <= LONGEST_UNIT
            && declared.chars().allMatch(c -> (c >= ' ') && (c < 127));
    return legal ? declared : "";
  }

  private static List<Double> buckets(MetricDefinition definition, String unit) {
    boolean isDistribution =
        definition.type() == MetricType.HISTOGRAM || definition.type() == MetricType.SUMMARY;
    boolean ofSeconds = isDistribution && SECONDS.contains(unit);
    return definition.buckets().isEmpty() && ofSeconds ? SECONDS_BUCKETS : definition.buckets();
  }

  private static boolean isLegal(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || "_.-/".indexOf(c) >= 0;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
