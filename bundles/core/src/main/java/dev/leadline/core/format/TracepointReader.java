package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one tracepoint; an error in it leaves its neighbours alone. */
final class TracepointReader {
  static final String ID = "ID";
  static final String PATH = "path";
  static final String LINE = "lineNumber";
  static final String ARGUMENTS = "args";
  static final String METRICS = "metrics";
  static final String DESCRIPTION = "description";
  static final String ENABLED = "enabled";
  static final String LANGUAGE = "language";
  static final String TTL = "ttl";
  static final String SOURCE_LINE = "sourceLine";

  private static final Vocabulary TRACEPOINT =
      Vocabulary.of(
          ID + "|id",
          PATH,
          LINE + "|line_number",
          ARGUMENTS,
          METRICS,
          DESCRIPTION,
          ENABLED,
          LANGUAGE,
          TTL,
          SOURCE_LINE + "|source_line",
          ArgumentsReader.WATCHES,
          ArgumentsReader.TARGETING);

  private final Findings findings;

  /**
   * @param findings of this tracepoint alone
   */
  TracepointReader(Findings findings) {
    this.findings = findings;
  }

  Optional<Tracepoint> read(JsonValue value) {
    if (!(value instanceof ObjectValue object)) {
      findings.add(
          ProblemCode.NOT_A_TRACEPOINT,
          value.position().place(),
          value.excerpt(),
          "a tracepoint is an object, this is " + value.kind(),
          "");
      return Optional.empty();
    }
    Fields fields = Fields.of(object, TRACEPOINT, findings);
    Optional<String> id = text(fields, ID);
    Arguments arguments = new ArgumentsReader(findings).read(fields.value(ARGUMENTS));
    Optional<Location> location = location(object, fields, arguments);
    boolean enabled = Scalars.bool(fields.value(ENABLED), findings).orElse(true);
    String language = text(fields, LANGUAGE).orElse(Tracepoint.DEFAULT_LANGUAGE);
    Optional<String> description = text(fields, DESCRIPTION);
    Optional<Duration> ttl = ttl(fields);
    Optional<String> sourceLine = text(fields, SOURCE_LINE);
    Map<String, String> others = new LinkedHashMap<>(arguments.others());
    keep(fields, ArgumentsReader.WATCHES, others);
    keep(fields, ArgumentsReader.TARGETING, others);
    List<MetricDeclaration> metrics = metrics(object, fields);
    if (findings.failed() || location.isEmpty()) {
      return Optional.empty();
    }
    Tracepoint tracepoint =
        new Tracepoint(
            id.orElse(StableId.UNKNOWN),
            location.get(),
            arguments.controls(),
            metrics,
            language,
            enabled,
            description,
            ttl,
            sourceLine,
            others);
    return Optional.of(id.isPresent() ? tracepoint : StableId.identify(tracepoint));
  }

  private Optional<String> text(Fields fields, String name) {
    return Scalars.text(fields.value(name), findings);
  }

  private Optional<Location> location(ObjectValue object, Fields fields, Arguments arguments) {
    Optional<String> path = text(fields, PATH);
    if (path.isEmpty() && !Scalars.isStructure(fields.value(PATH))) {
      report(ProblemCode.NO_PATH, object, "no path", "add \"path\": \"com/acme/Shop.java\"");
    }
    Findings ofLine = findings.nested();
    int line = (int) Scalars.integer(fields.value(LINE), -1, Integer.MAX_VALUE, ofLine).orElse(0);
    if (ofLine.failed()) {
      findings.fail();
    }
    boolean hasLine = line > 0;
    boolean hasMethod = arguments.methodName().isPresent();
    Stage stage = arguments.stage().orElse(hasMethod ? Stage.METHOD_START : Stage.LINE_START);
    if (!hasLine && !hasMethod) {
      if (!findings.failed()) {
        report(
            ProblemCode.NO_PLACE,
            object,
            "neither a line nor a method",
            "add \"lineNumber\": 24 or \"args\": { \"method_name\": \"handle\" }");
      }
      return Optional.empty();
    }
    if (stage.isMethod() && !hasMethod) {
      report(
          ProblemCode.STAGE_NEEDS_METHOD,
          fields.value(ARGUMENTS).orElse(object),
          "the stage " + stage.text() + " needs a method",
          "add \"method_name\" to the args, or use " + lineStage(stage).text());
      return Optional.empty();
    }
    if (!stage.isMethod() && !hasLine) {
      report(
          ProblemCode.STAGE_NEEDS_LINE,
          fields.value(ARGUMENTS).orElse(object),
          "the stage " + stage.text() + " needs a line",
          "add \"lineNumber\"");
      return Optional.empty();
    }
    if (stage.isMethod() && hasLine) {
      report(
          ProblemCode.LINE_NOT_USED,
          fields.value(LINE).orElse(object),
          "the tracepoint is at the method, the line is not used",
          "for the line set \"stage\": \"line_start\"");
    }
    return path.map(
        file ->
            new Location(
                file,
                hasLine ? line : Location.NO_LINE,
                arguments.methodName(),
                stage,
                arguments.className(),
                arguments.sourceRoot()));
  }

  private static Stage lineStage(Stage stage) {
    return Stage.valueOf(stage.name().replace("METHOD", "LINE"));
  }

  private Optional<Duration> ttl(Fields fields) {
    Optional<String> text = text(fields, TTL);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String hint = "an ISO-8601 duration, such as PT30M, PT12H or P7D";
    try {
      Duration ttl = Duration.parse(text.get().strip());
      if (ttl.isNegative() || ttl.isZero()) {
        report(ProblemCode.BAD_TTL, fields, "the time to live is not above zero", hint);
        return Optional.empty();
      }
      return Optional.of(ttl);
    } catch (DateTimeParseException e) {
      report(ProblemCode.BAD_TTL, fields, "this is no time to live", hint);
      return Optional.empty();
    }
  }

  private void report(ProblemCode code, Fields fields, String message, String hint) {
    JsonValue value = fields.value(TTL).orElseThrow();
    findings.add(code, value.position().place(), value.excerpt(), message, hint);
  }

  private void report(ProblemCode code, JsonValue value, String message, String hint) {
    String excerpt = value instanceof ObjectValue ? "" : value.excerpt();
    findings.add(code, value.position().place(), excerpt, message, hint);
  }

  /** Deep's keys beside args that mean nothing here; empty arrays are protobuf's way to say so. */
  private void keep(Fields fields, String name, Map<String, String> others) {
    Optional<JsonValue> value = fields.value(name);
    if (value.isEmpty() || (value.get() instanceof ArrayValue array && array.values().isEmpty())) {
      return;
    }
    String text = value.get() instanceof TextValue plain ? plain.text() : value.get().toJson();
    if (others.put(name, text) != null) {
      findings.add(
          ProblemCode.REPEATED_KEY,
          value.get().position().place(),
          name,
          "this is given here and in the args; the one here counts",
          "");
    }
    ArgumentsReader.notActedOn(name, value.get(), findings);
  }

  private List<MetricDeclaration> metrics(ObjectValue object, Fields fields) {
    Optional<JsonValue> value = fields.value(METRICS);
    if (value.isPresent() && !(value.get() instanceof ArrayValue)) {
      Scalars.wrongKind(value.get(), "an array of metrics", "", findings);
      return List.of();
    }
    List<JsonValue> elements = value.map(array -> ((ArrayValue) array).values()).orElse(List.of());
    if (elements.isEmpty()) {
      report(
          ProblemCode.NO_METRICS,
          value.orElse(object),
          "the tracepoint has no metrics, so it records nothing",
          "add \"metrics\": [ { \"name\": \"..\" } ]");
      return List.of();
    }
    if (elements.size() > Limits.MAX_METRICS) {
      findings.add(
          ProblemCode.TOO_MANY_METRICS,
          value.orElse(object).position().place(),
          "",
          elements.size() + " metrics; a tracepoint has at most " + Limits.MAX_METRICS,
          "make it two tracepoints");
      return List.of();
    }
    List<MetricDeclaration> metrics = new ArrayList<>();
    for (JsonValue element : elements) {
      new MetricReader(findings.nested()).read(element).ifPresent(metrics::add);
    }
    if (metrics.isEmpty()) {
      findings.add(
          ProblemCode.NO_METRIC_LEFT,
          object.position().place(),
          "",
          "each metric of the tracepoint has an error, so it is not in force",
          "mend one of them");
    }
    return metrics;
  }
}
