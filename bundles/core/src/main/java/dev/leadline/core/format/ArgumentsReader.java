package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.NullValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code args}. An error here is one of the tracepoint: half its controls are none. */
final class ArgumentsReader {
  static final String METHOD_NAME = "method_name";
  static final String STAGE = "stage";
  static final String CLASS_NAME = "class_name";
  static final String SOURCE_ROOT = "src_root";
  static final String CONDITION = "condition";
  static final String FIRE_COUNT = "fire_count";
  static final String FIRE_PERIOD = "fire_period";
  static final String WINDOW_START = "window_start";
  static final String WINDOW_END = "window_end";
  static final String SAMPLE = "sample";
  static final String WATCHES = "watches";
  static final String TARGETING = "targeting";

  /** Below this a point in time is in seconds: as milliseconds it would be in early 1973. */
  static final long FIRST_MILLISECONDS = 100_000_000_000L;

  private static final Vocabulary ARGUMENTS =
      Vocabulary.of(
          METHOD_NAME,
          STAGE,
          CLASS_NAME,
          SOURCE_ROOT,
          CONDITION,
          FIRE_COUNT,
          FIRE_PERIOD,
          WINDOW_START,
          WINDOW_END,
          SAMPLE);

  /** What Deep's other tracepoints use; kept, and said not to be acted on. */
  private static final List<String> OF_DEEP =
      List.of("log_msg", "snapshot", "span", WATCHES, TARGETING, "frame_type", "stack_type");

  private static final String OF_DEEP_PREFIX = "MAX_";

  private final Findings findings;

  ArgumentsReader(Findings findings) {
    this.findings = findings;
  }

  Arguments read(Optional<JsonValue> value) {
    if (value.isEmpty()) {
      return Arguments.NONE;
    }
    if (!(value.get() instanceof ObjectValue object)) {
      Scalars.wrongKind(value.get(), "an object", "such as { \"fire_count\": \"10\" }", findings);
      return Arguments.NONE;
    }
    Fields fields = Fields.withUnknown(object, ARGUMENTS, findings);
    return new Arguments(
        text(fields, METHOD_NAME),
        stage(fields),
        text(fields, CLASS_NAME),
        text(fields, SOURCE_ROOT),
        controls(fields),
        others(fields));
  }

  private Optional<String> text(Fields fields, String name) {
    return Scalars.text(fields.value(name), findings);
  }

  private Optional<Stage> stage(Fields fields) {
    Optional<String> text = text(fields, STAGE);
    Optional<Stage> stage = text.flatMap(Stage::ofText);
    if (text.isPresent() && stage.isEmpty()) {
      JsonValue value = fields.value(STAGE).orElseThrow();
      List<String> known = Arrays.stream(Stage.values()).map(Stage::text).toList();
      String nearest = NearestName.hint(text.get(), known);
      findings.add(
          ProblemCode.UNKNOWN_STAGE,
          value.position().place(),
          value.excerpt(),
          "unknown stage",
          nearest.isEmpty() ? "one of " + String.join(", ", known) : nearest);
    }
    return stage;
  }

  private Controls controls(Fields fields) {
    Optional<String> condition =
        text(fields, CONDITION).map(ExpressionText::read).filter(text -> !text.isBlank());
    OptionalLong count = integer(fields, FIRE_COUNT, Controls.UNLIMITED);
    OptionalLong period = integer(fields, FIRE_PERIOD, 0);
    OptionalLong sample = integer(fields, SAMPLE, 1);
    Optional<Instant> start = moment(fields, WINDOW_START);
    Optional<Instant> end = moment(fields, WINDOW_END);
    if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
      JsonValue value = fields.value(WINDOW_END).orElseThrow();
      findings.add(
          ProblemCode.WINDOW_ENDS_BEFORE_START,
          value.position().place(),
          value.excerpt(),
          "the window ends at " + end.get() + ", before it starts at " + start.get(),
          "0 leaves a side open");
    }
    return new Controls(
        condition,
        count.orElse(Controls.UNLIMITED),
        Duration.ofMillis(period.orElse(0)),
        sample.orElse(1),
        start,
        end);
  }

  private OptionalLong integer(Fields fields, String name, long min) {
    return Scalars.integer(fields.value(name), min, Long.MAX_VALUE, findings);
  }

  private Optional<Instant> moment(Fields fields, String name) {
    OptionalLong epoch = integer(fields, name, 0);
    if (epoch.isEmpty() || epoch.getAsLong() == 0) {
      return Optional.empty();
    }
    long value = epoch.getAsLong();
    return Optional.of(
        value < FIRST_MILLISECONDS ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value));
  }

  private Map<String, String> others(Fields fields) {
    Map<String, String> others = new LinkedHashMap<>();
    for (Member member : fields.unknown()) {
      if (member.value() instanceof NullValue) {
        continue;
      }
      String text = keptText(member.value());
      others.put(member.key(), text);
      if (isOfDeep(member.key())) {
        reportNotActedOn(member, text);
      } else {
        findings.add(
            ProblemCode.UNKNOWN_ARGUMENT,
            member.keyPosition().place(),
            member.key(),
            "unknown argument; it is kept, and does nothing",
            ARGUMENTS.hintFor(member.key()));
      }
    }
    return others;
  }

  /** Not to collect a snapshot is what Leadline does: to report that would be noise. */
  private void reportNotActedOn(Member member, String text) {
    if (!(member.key().equals("snapshot") && text.strip().equalsIgnoreCase("no_collect"))) {
      notActedOn(member, findings);
    }
  }

  static void notActedOn(Member member, Findings findings) {
    notActedOn(member.key(), member.value(), findings);
  }

  static void notActedOn(String key, JsonValue value, Findings findings) {
    findings.add(
        ProblemCode.NOT_ACTED_ON,
        value.position().place(),
        value.excerpt(),
        "`" + key + "` is kept, and not acted on",
        "Leadline records metrics");
  }

  private static boolean isOfDeep(String key) {
    return OF_DEEP.contains(key) || key.startsWith(OF_DEEP_PREFIX);
  }

  private String keptText(JsonValue value) {
    return value instanceof ObjectValue || value instanceof ArrayValue
        ? value.toJson()
        : Scalars.rawText(value, findings).orElseThrow();
  }
}
