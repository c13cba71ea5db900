package dev.leadline.shell.deepql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.shell.argument.DurationArgument;
import dev.leadline.shell.deepql.Query.Option;
import dev.leadline.shell.deepql.Token.Kind;
import dev.leadline.shell.text.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tracepoint document that a query stands for. Values are as the query has them; only what
 * documents write in another way is changed.
 */
final class MetricDocument {

  private static final String RUNTIME = "deep.target.runtime";
  private static final Token OPEN = new Token(Kind.NUMBER, "0", 0);
  private static final Token DEFAULT_END = new Token(Kind.DURATION, "28d", 0);

  private final MetricQuery query;
  private final Instant now;

  private MetricDocument(MetricQuery query, Instant now) {
    this.query = query;
    this.now = now;
  }

  /** As JSON; meaningless when there are problems, of which the query is told. */
  static String of(MetricQuery query, String id, Instant now) {
    return JsonText.of(json -> new MetricDocument(query, now).write(json, id));
  }

  private void write(JsonGenerator json, String id) throws IOException {
    json.writeStartObject();
    json.writeStringField(MetricKey.ID.field(), id);
    plain(json, MetricKey.FILE);
    plain(json, MetricKey.LINE);
    plain(json, MetricKey.LANGUAGE);
    field(json, MetricKey.TTL, duration(MetricKey.TTL).map(Object::toString));
    json.writeObjectFieldStart("args");
    writeArguments(json);
    json.writeEndObject();
    json.writeArrayFieldStart("metrics");
    json.writeStartObject();
    writeMetric(json);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeArguments(JsonGenerator json) throws IOException {
    plain(json, MetricKey.METHOD);
    field(json, MetricKey.TARGET, query.text(MetricKey.TARGET).map(this::stage));
    field(
        json,
        MetricKey.CONDITION,
        query.text(MetricKey.CONDITION).map(MetricDocument::withoutBraces));
    plain(json, MetricKey.FIRE_COUNT);
    field(json, MetricKey.RATE_LIMIT, period());
    plain(json, MetricKey.SAMPLE);
    field(json, MetricKey.WINDOW_START, moment(MetricKey.WINDOW_START, OPEN));
    field(json, MetricKey.WINDOW_END, moment(MetricKey.WINDOW_END, DEFAULT_END));
  }

  private void writeMetric(JsonGenerator json) throws IOException {
    json.writeStringField(MetricKey.NAME.field(), query.name());
    field(json, MetricKey.TYPE, query.text(MetricKey.TYPE).map(it -> it.toUpperCase(Locale.ROOT)));
    field(
        json,
        MetricKey.VALUE,
        query.text(MetricKey.VALUE).map(value -> value.replace(RUNTIME, "runtime")));
    plain(json, MetricKey.NAMESPACE);
    plain(json, MetricKey.HELP);
    plain(json, MetricKey.UNIT);
    Optional<String> buckets = query.text(MetricKey.BUCKETS);
    if (buckets.isPresent()) {
      json.writeArrayFieldStart(MetricKey.BUCKETS.field());
      for (String bound : buckets.get().split(",", -1)) {
        json.writeString(bound.strip());
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("labels");
    for (Map.Entry<String, Option> label : query.labels().entrySet()) {
      writeLabel(json, label.getKey(), label.getValue());
    }
    json.writeEndArray();
  }

  /** An expression when it is a text in braces. */
  private static void writeLabel(JsonGenerator json, String key, Option option) throws IOException {
    String value = option.text();
    String inside = withoutBraces(value);
    boolean isExpression = option.value().kind() == Kind.TEXT && !inside.equals(value);
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeStringField(isExpression ? "expression" : "static", isExpression ? inside : value);
    json.writeEndObject();
  }

  private void plain(JsonGenerator json, MetricKey key) throws IOException {
    field(json, key, query.text(key));
  }

  private static void field(JsonGenerator json, MetricKey key, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key.field(), value.get());
    }
  }

  /** {@code start} is that of the line or of the method. */
  private String stage(String target) {
    boolean isMethod = query.option(MetricKey.METHOD).isPresent();
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

  private Optional<Duration> duration(MetricKey key) {
    Optional<Duration> duration = query.text(key).flatMap(DurationArgument::parse);
    if (duration.isEmpty()) {
      query.bad(key, "this is no length of time", DurationArgument.FORM);
    }
    return duration;
  }

  /** Milliseconds, as a number or as a length of time. */
  private Optional<String> period() {
    boolean isNumber =
        query
            .option(MetricKey.RATE_LIMIT)
            .map(option -> option.value().kind() == Kind.NUMBER)
            .orElse(true);
    return isNumber
        ? query.text(MetricKey.RATE_LIMIT)
        : duration(MetricKey.RATE_LIMIT).map(length -> Long.toString(length.toMillis()));
  }

  private Optional<String> moment(MetricKey key, Token otherwise) {
    Token value = query.option(key).map(Option::value).orElse(otherwise);
    Optional<Long> millis = Moment.millis(value, now);
    if (millis.isEmpty()) {
      query.bad(key, "this is no point in time", Moment.FORM);
    }
    return millis.map(Object::toString);
  }
}
