package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.NumberValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one metric; an error in it leaves the other metrics of the tracepoint alone. */
final class MetricReader {
  static final String NAME = "name";
  static final String LABELS = "labelExpressions";
  static final String TYPE = "type";
  static final String EXPRESSION = "expression";
  static final String NAMESPACE = "namespace";
  static final String HELP = "help";
  static final String UNIT = "unit";
  static final String BUCKETS = "buckets";
  static final String QUANTILES = "quantiles";
  static final String MAX_SERIES = "maxSeries";
  static final String LANGUAGE = "language";

  private static final Vocabulary METRIC =
      Vocabulary.of(
          NAME,
          LABELS + "|label_expressions|labels",
          TYPE,
          EXPRESSION,
          NAMESPACE,
          HELP,
          UNIT,
          BUCKETS,
          QUANTILES,
          MAX_SERIES + "|max_series",
          LANGUAGE);

  private final Findings findings;

  /**
   * @param findings of this metric alone
   */
  MetricReader(Findings findings) {
    this.findings = findings;
  }

  Optional<MetricDeclaration> read(JsonValue value) {
    if (!(value instanceof ObjectValue object)) {
      Scalars.wrongKind(value, "a metric, which is an object", "", findings);
      return Optional.empty();
    }
    Fields fields = Fields.of(object, METRIC, findings);
    Optional<String> name = name(object, fields);
    MetricType type = type(fields);
    Optional<String> expression =
        text(fields, EXPRESSION).map(ExpressionText::read).filter(text -> !text.isBlank());
    Optional<String> namespace = text(fields, NAMESPACE);
    Optional<String> help = text(fields, HELP);
    Optional<String> unit = text(fields, UNIT);
    List<LabelDeclaration> labels = new LabelReader(findings).read(fields.value(LABELS));
    List<Double> buckets = buckets(fields.value(BUCKETS));
    SortedMap<Double, Double> quantiles = quantiles(fields.value(QUANTILES));
    OptionalInt maxSeries = maxSeries(fields);
    Optional<String> language = text(fields, LANGUAGE);
    if (findings.failed() || name.isEmpty()) {
      return Optional.empty();
    }
    reportUnused(fields, BUCKETS, type, MetricType.HISTOGRAM);
    reportUnused(fields, QUANTILES, type, MetricType.SUMMARY);
    return Optional.of(
        new MetricDeclaration(
            name.get(),
            type,
            expression,
            namespace,
            help,
            unit,
            labels,
            buckets,
            quantiles,
            maxSeries,
            language));
  }

  private Optional<String> text(Fields fields, String name) {
    return Scalars.text(fields.value(name), findings);
  }

  private Optional<String> name(ObjectValue object, Fields fields) {
    Optional<String> name = text(fields, NAME);
    if (name.isEmpty() && !Scalars.isStructure(fields.value(NAME))) {
      findings.add(
          ProblemCode.NO_METRIC_NAME,
          object.position().place(),
          "",
          "the metric has no name",
          "add \"name\": \"session_created\"");
    }
    return name;
  }

  private MetricType type(Fields fields) {
    Optional<JsonValue> value = fields.value(TYPE);
    if (value.isEmpty()) {
      return MetricType.COUNTER;
    }
    Optional<String> written = text(fields, TYPE).map(String::strip);
    if (written.isEmpty()) {
      return MetricType.COUNTER; // blank, or not a scalar, which is reported
    }
    MetricType[] types = MetricType.values();
    for (MetricType type : types) {
      if (type.name().equalsIgnoreCase(written.get())) {
        return type;
      }
    }
    Findings quiet = new Findings("");
    OptionalLong number = Scalars.integer(value, 0, types.length - 1L, quiet);
    if (number.isPresent()) {
      return types[(int) number.getAsLong()];
    }
    reportUnknownType(value.get(), written.get());
    return MetricType.COUNTER;
  }

  private void reportUnknownType(JsonValue value, String written) {
    List<String> known = Arrays.stream(MetricType.values()).map(Enum::name).toList();
    String nearest = NearestName.hint(written.toUpperCase(Locale.ROOT), known);
    findings.add(
        ProblemCode.UNKNOWN_METRIC_TYPE,
        value.position().place(),
        value.excerpt(),
        "unknown metric type",
        nearest.isEmpty() ? "one of " + String.join(", ", known) + ", or 0 to 3" : nearest);
  }

  private List<Double> buckets(Optional<JsonValue> value) {
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof ArrayValue array)) {
      Scalars.wrongKind(value.get(), "an array of numbers", "such as [0.1, 0.5, 1]", findings);
      return List.of();
    }
    if (tooMany(array.values().size(), "buckets", array)) {
      return List.of();
    }
    List<Double> bounds = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (JsonValue element : array.values()) {
      OptionalDouble bound = Scalars.real(element, findings);
      if (bound.isEmpty()) {
        continue;
      }
      if (bound.getAsDouble() <= last) {
        findings.add(
            ProblemCode.BUCKETS_NOT_ASCENDING,
            element.position().place(),
            element.excerpt(),
            "this bound is not above the one before, " + last,
            "buckets are ascending; the one up to infinity is always there");
      }
      last = bound.getAsDouble();
      bounds.add(last);
    }
    return bounds;
  }

  private SortedMap<Double, Double> quantiles(Optional<JsonValue> value) {
    SortedMap<Double, Double> quantiles = new TreeMap<>();
    if (value.isEmpty()) {
      return quantiles;
    }
    if (!(value.get() instanceof ObjectValue object)) {
      Scalars.wrongKind(
          value.get(),
          "an object of quantile and allowed error",
          "such as { \"0.5\": 0.05, \"0.99\": 0.001 }",
          findings);
      return quantiles;
    }
    if (tooMany(object.members().size(), "quantiles", object)) {
      return quantiles;
    }
    for (Member member : object.members()) {
      OptionalDouble quantile = share(new TextValue(member.keyPosition(), member.key()));
      OptionalDouble error = share(member.value());
      if (quantile.isPresent()
          && error.isPresent()
          && quantiles.put(quantile.getAsDouble(), error.getAsDouble()) != null) {
        findings.add(
            ProblemCode.REPEATED_KEY,
            member.keyPosition().place(),
            member.key(),
            "this quantile is given twice; the last one counts",
            "");
      }
    }
    return quantiles;
  }

  private OptionalDouble share(JsonValue value) {
    OptionalDouble share = Scalars.real(value, findings);
    if (share.isPresent() && !(share.getAsDouble() >= 0 && share.getAsDouble() <= 1)) {
      findings.add(
          ProblemCode.NUMBER_OUT_OF_RANGE,
          value.position().place(),
          value instanceof NumberValue ? value.excerpt() : ((TextValue) value).text(),
          "quantiles and their errors are from 0 to 1",
          "");
    }
    return share;
  }

  private boolean tooMany(int size, String what, JsonValue value) {
    if (size > Limits.MAX_BOUNDS) {
      findings.add(
          ProblemCode.TOO_MANY_BOUNDS,
          value.position().place(),
          "",
          size + " " + what + "; a metric has at most " + Limits.MAX_BOUNDS,
          "");
    }
    return size > Limits.MAX_BOUNDS;
  }

  private OptionalInt maxSeries(Fields fields) {
    OptionalLong most = Scalars.integer(fields.value(MAX_SERIES), 1, Integer.MAX_VALUE, findings);
    return most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty();
  }

  private void reportUnused(Fields fields, String key, MetricType type, MetricType user) {
    Optional<JsonValue> value = fields.value(key);
    if (type != user && value.isPresent()) {
      findings.add(
          ProblemCode.NOT_USED_BY_TYPE,
          value.get().position().place(),
          "",
          "a " + type + " has no `" + key + "`",
          "they are for a " + user);
    }
  }
}
