package dev.leadline.shell.deepql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of a metric beside its labels: its field in a document, and all its spellings.
 */
enum MetricKey {
  FILE("path", "file path"),
  LINE("lineNumber", "line"),
  METHOD("method_name", "method"),
  TARGET("stage", "target"),
  NAME("name", "name metric_name metricName"),
  TYPE("type", "type metric_type metricType"),
  VALUE("expression", "value expression metric_expression metricExpression"),
  NAMESPACE("namespace", "namespace metric_namespace metricNamespace"),
  HELP("help", "help metric_help metricHelp"),
  UNIT("unit", "unit metric_unit metricUnit"),
  FIRE_COUNT("fire_count", "fire_count fireCount"),
  RATE_LIMIT("fire_period", "rate_limit rateLimit"),
  WINDOW_START("window_start", "window_start windowStart"),
  WINDOW_END("window_end", "window_end windowEnd"),
  CONDITION("condition", "condition"),
  LANGUAGE("language", "language"),
  SAMPLE("sample", "sample"),
  TTL("ttl", "ttl"),
  BUCKETS("buckets", "buckets"),
  ID("ID", "id"),
  /** Of {@code trigger}: whether it is one at all. */
  METRIC("", "metric");

  private static final Map<String, MetricKey> BY_SPELLING = bySpelling();

  private final String field;
  private final String spellings;

  /**
   * A key.
   *
   * @param spellings with blanks between them
   */
  MetricKey(String field, String spellings) {
    this.field = field;
    this.spellings = spellings;
  }

  private static Map<String, MetricKey> bySpelling() {
    Map<String, MetricKey> keys = new LinkedHashMap<>();
    for (MetricKey key : values()) {
      for (String spelling : key.spellings.split(" ", -1)) {
        keys.put(spelling, key);
      }
    }
    return keys;
  }

  static Optional<MetricKey> ofSpelling(String written) {
    return Optional.ofNullable(BY_SPELLING.get(written));
  }

  static Set<String> allSpellings() {
    return BY_SPELLING.keySet();
  }

  /** By the last part of a pointer into a document. */
  static Optional<MetricKey> ofField(String field) {
    for (MetricKey key : values()) {
      if (key.field.equals(field)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Its name in a document. */
  String field() {
    return field;
  }
}
