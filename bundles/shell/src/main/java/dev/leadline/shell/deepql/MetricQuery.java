package dev.leadline.shell.deepql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.shell.argument.DurationArgument;
import dev.leadline.shell.deepql.Query.Option;
import dev.leadline.shell.deepql.Token.Kind;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NearestName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query that makes a tracepoint, as the document that it stands for. What is wrong with values is
 * found by whoever reads the document; {@link #inQuery} says where that is in the query.
 */
final class MetricQuery {

  private static final String LABEL = "label_";
  private static final String RUNTIME = "deep.target.runtime";
  private static final String DEFAULT_END = "28d";

  /** Spelling to the key that it means. */
  private static final Map<String, String> KEYS = keys();

  private final Query query;
  private final Instant now;
  private final List<Problem> problems;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, Option> labels = new LinkedHashMap<>();

  private MetricQuery(Query query, Instant now, List<Problem> problems) {
    this.query = query;
    this.now = now;
    this.problems = problems;
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String key :
        List.of(
            "file",
            "line",
            "method",
            "target",
            "name",
            "type",
            "value",
            "namespace",
            "help",
            "unit",
            "fire_count",
            "rate_limit",
            "window_start",
            "window_end",
            "condition",
            "language",
            "sample",
            "ttl",
            "buckets",
            "id",
            "metric")) {
      keys.put(key, key);
    }
    keys.put("path", "file");
    for (String key : List.of("name", "type", "namespace", "help", "unit")) {
      keys.put("metric_" + key, key);
      keys.put("metric" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1), key);
    }
    keys.put("metric_expression", "value");
    keys.put("metricExpression", "value");
    keys.put("expression", "value");
    keys.put("fireCount", "fire_count");
    keys.put("rateLimit", "rate_limit");
    keys.put("windowStart", "window_start");
    keys.put("windowEnd", "window_end");
    return keys;
  }

  /**
   * Reads the options.
   *
   * @param problems gets what is wrong with them
   */
  static MetricQuery of(Query query, Instant now, List<Problem> problems) {
    MetricQuery metric = new MetricQuery(query, now, problems);
    query.options().forEach(metric::add);
    metric.require();
    return metric;
  }

  private void add(Option option) {
    String written = option.name();
    Optional<String> label = label(written);
    @Nullable String key = label.isPresent() ? LABEL + label.get() : KEYS.get(written);
    if (key == null) {
      problems.add(
          query.problem(
              "DQ-005",
              option.key().start(),
              "a metric has no option " + written,
              NearestName.of(written, KEYS.keySet())
                  .map(near -> "did you mean " + near + "?")
                  .orElse("labels are label_KEY; tp:query --help lists the others")));
      return;
    }
    if (option.operator() != Operator.EQUAL) {
      problems.add(
          query.problem(
              "DQ-007",
              option.key().start(),
              written + " is set with =, and not with " + option.operator().text(),
              ""));
    }
    @Nullable Option before =
        label.isPresent()
            ? labels.putIfAbsent(label.get(), option)
            : options.putIfAbsent(key, option);
    if (before != null) {
      problems.add(
          query.problem(
              "DQ-006",
              option.key().start(),
              written + " is there already",
              "it means the same as " + before.name() + " before"));
    }
  }

  private static Optional<String> label(String key) {
    String plain = key.startsWith("metric_" + LABEL) ? key.substring("metric_".length()) : key;
    return plain.startsWith(LABEL) && plain.length() > LABEL.length()
        ? Optional.of(plain.substring(LABEL.length()))
        : Optional.empty();
  }

  private void require() {
    if (!options.containsKey("file")) {
      problems.add(
          query.problem(
              "DQ-009",
              query.command().start(),
              "the metric has no file",
              "add file=\"com/acme/Shop.java\""));
    }
    if (!options.containsKey("line") && !options.containsKey("method")) {
      problems.add(
          query.problem(
              "DQ-009",
              query.command().start(),
              "the metric has neither a line nor a method",
              "add line=42 or method=\"open\""));
    }
    boolean isMetric =
        Optional.ofNullable(options.get("metric"))
            .map(option -> option.text().equals("true"))
            .orElse(!query.command().text().equals("trigger"));
    if (!isMetric) {
      problems.add(
          query.problem(
              "DQ-004",
              query.command().start(),
              "not a metric: Leadline records metrics",
              "write metric{ .. }, or add metric=true"));
    }
  }

  /** The name of the metric: as given, else made of the place. */
  String name() {
    return text("name")
        .orElseGet(
            () ->
                (text("file").orElse("") + "_" + text("line").or(() -> text("method")).orElse(""))
                    .replaceAll("[^A-Za-z0-9_]+", "_"));
  }

  Optional<String> id() {
    return text("id");
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(options.get(key)).map(Option::text);
  }

  /** The document; meaningless when there are problems. */
  String document(String id) {
    return JsonText.of(json -> write(json, id));
  }

  private void write(JsonGenerator json, String id) throws IOException {
    json.writeStartObject();
    json.writeStringField("ID", id);
    field(json, "path", text("file"));
    boolean isMethod = options.containsKey("method") && !options.containsKey("line");
    if (!isMethod) {
      field(json, "lineNumber", text("line"));
    }
    field(json, "language", text("language"));
    field(json, "ttl", duration("ttl").map(Object::toString));
    json.writeObjectFieldStart("args");
    if (isMethod) {
      field(json, "method_name", text("method"));
    }
    field(json, "stage", text("target").map(target -> stage(target, isMethod)));
    field(json, "condition", text("condition").map(MetricQuery::withoutBraces));
    field(json, "fire_count", text("fire_count"));
    field(json, "fire_period", period());
    field(json, "sample", text("sample"));
    field(json, "window_start", moment("window_start", "0"));
    field(json, "window_end", moment("window_end", DEFAULT_END));
    json.writeEndObject();
    json.writeArrayFieldStart("metrics");
    json.writeStartObject();
    json.writeStringField("name", name());
    field(json, "type", text("type").map(type -> type.toUpperCase(Locale.ROOT)));
    field(json, "expression", text("value").map(value -> value.replace(RUNTIME, "runtime")));
    field(json, "namespace", text("namespace"));
    field(json, "help", text("help"));
    field(json, "unit", text("unit"));
    if (options.containsKey("buckets")) {
      json.writeArrayFieldStart("buckets");
      for (String bound : text("buckets").orElse("").split(",", -1)) {
        json.writeString(bound.strip());
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("labels");
    for (Map.Entry<String, Option> label : labels.entrySet()) {
      String value = label.getValue().text();
      boolean isExpression =
          label.getValue().value().kind() == Kind.TEXT && !withoutBraces(value).equals(value);
      json.writeStartObject();
      json.writeStringField("key", label.getKey());
      json.writeStringField(
          isExpression ? "expression" : "static", isExpression ? withoutBraces(value) : value);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  /** {@code start} is that of the line or of the method. */
  private static String stage(String target, boolean isMethod) {
    return Stage.ofText(target)
        .map(Stage::text)
        .orElse((isMethod ? "method_" : "line_") + target.toLowerCase(Locale.ROOT));
  }

  private static String withoutBraces(String text) {
    String plain = text.strip();
    return plain.startsWith("{") && plain.endsWith("}") && plain.length() > 2
        ? plain.substring(1, plain.length() - 1).strip()
        : text;
  }

  private Optional<Duration> duration(String key) {
    Optional<Duration> duration = text(key).flatMap(DurationArgument::parse);
    if (duration.isEmpty() && options.containsKey(key)) {
      bad(key, DurationArgument.FORM);
    }
    return duration;
  }

  /** Milliseconds, as a number or as a length of time. */
  private Optional<String> period() {
    @Nullable Option option = options.get("rate_limit");
    return option == null || option.value().kind() == Kind.NUMBER
        ? text("rate_limit")
        : duration("rate_limit").map(length -> Long.toString(length.toMillis()));
  }

  private Optional<String> moment(String key, String otherwise) {
    @Nullable Option option = options.get(key);
    Token value =
        option == null
            ? new Token(otherwise.equals("0") ? Kind.NUMBER : Kind.DURATION, otherwise, 0)
            : option.value();
    Optional<Long> millis = Moment.millis(value, now);
    if (millis.isEmpty()) {
      bad(key, Moment.FORM);
    }
    return millis.map(Object::toString);
  }

  private void bad(String key, String hint) {
    @Nullable Option option = options.get(key);
    if (option != null) {
      problems.add(
          query.problem(
              "DQ-008",
              option.value().start(),
              "this is no " + (key.startsWith("window") ? "point in time" : "length of time"),
              hint));
    }
  }

  /** A problem of the document, at the option that it is about. */
  Problem inQuery(Problem problem) {
    String pointer = problem.place().pointer();
    String[] parts = pointer.split("/", -1);
    String last = parts[parts.length - 1];
    @Nullable Option option =
        switch (last) {
          case "path" -> options.get("file");
          case "lineNumber" -> options.get("line");
          case "method_name" -> options.get("method");
          case "stage" -> options.get("target");
          case "fire_period" -> options.get("rate_limit");
          case "expression" -> options.get("value");
          case "ID" -> options.get("id");
          default -> options.get(last);
        };
    if (pointer.contains("/labels/")) {
      option = labelAt(pointer);
    } else if (pointer.contains("/buckets")) {
      option = options.get("buckets");
    }
    return query.problem(
        problem.code(),
        option == null ? query.command().start() : option.value().start(),
        problem.message(),
        problem.hint());
  }

  private Option labelAt(String pointer) {
    List<Option> all = new ArrayList<>(labels.values());
    String index = pointer.replaceFirst(".*/labels/(\\d+).*", "$1");
    int at = index.matches("\\d{1,6}") ? Integer.parseInt(index) : 0;
    return at < all.size() ? all.get(at) : query.options().get(0);
  }
}
