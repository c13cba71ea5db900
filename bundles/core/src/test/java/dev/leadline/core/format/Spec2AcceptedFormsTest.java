package dev.leadline.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form that a tracepoint document may take, without a problem. */
class Spec2AcceptedFormsTest {
  private final JsonTracepointFormat format = new JsonTracepointFormat();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ %s }",
        "[ { %s } ]",
        "{ 'tracepoint': { %s } }",
        "{ 'tracepoint': [ { %s } ] }",
        "{ 'tracepoints': [ { %s } ] }",
        "{ 'tracepoints': { %s } }",
        "{ 'response': [ { %s } ] }",
        "{ 'ts_nanos': '1', 'current_hash': 'x', 'response': [ { %s } ], 'response_type': 1 }",
        "{ 'tsNanos': '1', 'currentHash': 'x', 'response': [ { %s } ], 'responseType': 'UPDATE' }",
        "\ufeff{ %s }",
        "\r\n\t { %s } \r\n"
      })
  void findsTheTracepointInEachTopLevelForm(String form) {
    Tracepoint tracepoint =
        only(
            form.formatted(
                "'id': 'a', 'path': 'A.java', 'line_number': 1, 'metrics': [{'name': 'm'}]"));

    assertThat(tracepoint.id()).isEqualTo("a");
    assertThat(tracepoint.location()).isEqualTo(Location.ofLine("A.java", 1));
    assertThat(tracepoint.metrics()).extracting(MetricDeclaration::name).containsExactly("m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{ 'tracepoints': [] }", "{ 'response': [] }", "{ 'response': null }"})
  void readsDocumentsWithoutAnyTracepoint(String document) {
    Reading reading = read(document);

    assertThat(reading.wellFormed()).isTrue();
    assertThat(reading.tracepoints()).isEmpty();
    assertThat(reading.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'lineNumber': 12",
        "'line_number': 12",
        "'lineNumber': 12.0",
        "'lineNumber': 1.2e1",
        "'lineNumber': '12'",
        "'line_number': ' 12 '",
        "'lineNumber': '12.0'"
      })
  void readsTheLineInEachForm(String line) {
    assertThat(only("{ 'path': 'A.java', %s, %s }".formatted(line, METRICS)).location().line())
        .isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'lineNumber': 0, ",
        "'lineNumber': -1, ",
        "'line_number': '-1', ",
        "'line_number': '0', ",
        "'lineNumber': -1.0, ",
        "'lineNumber': null, ",
        "'lineNumber': '', "
      })
  void readsTheAbsentLineInEachForm(String line) {
    Location location =
        only("{ 'path': 'A.java', %s 'args': { 'method_name': 'run' }, %s }"
                .formatted(line, METRICS))
            .location();

    assertThat(location.line()).isEqualTo(Location.NO_LINE);
    assertThat(location.stage()).isEqualTo(Stage.METHOD_START);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "'ID': 'x', x",
        "'id': 'x', x",
        "'id': 7, 7",
        "'id': null; 'ID': 'x', x",
        "'id': ' '; 'language': 'x', A-1-"
      })
  void readsTheIdInEachForm(String id, String start) {
    assertThat(only("{ %s, %s, %s }".formatted(id.replace(';', ','), PLACE, METRICS)).id())
        .startsWith(start);
  }

  @Test
  void derivesTheSameIdFromTheSameContentInAnyDialectAndOrder() {
    String canonical =
        """
        { 'path': 'com/acme/A.java', 'lineNumber': 3, 'args': { 'condition': 'x > 1', 'fire_count': '5' },
          'metrics': [ { 'name': 'm', 'type': 'COUNTER', 'labelExpressions': [ { 'key': 'k', 'static': { 'intValue': '5' } } ] } ] }
        """;
    String loose =
        """
        [ { 'metrics': [ { 'labels': [ { 'value': { 'static': 5 }, 'key': 'k' } ], 'type': 0, 'help': '', 'name': 'm' } ],
          'args': { 'fire_count': 5, 'condition': '{x > 1}', 'fire_period': 0 }, 'line_number': '3', 'path': 'com/acme/A.java' } ]
        """;

    String id = only(canonical).id();

    assertThat(id).matches("A-3-[0-9a-f]{10}");
    assertThat(only(loose).id()).isEqualTo(id);
    assertThat(only(canonical.replace("x > 1", "x > 2")).id()).isNotEqualTo(id);
    assertThat(only(canonical.replace("'5' }", "'6' }")).id()).isNotEqualTo(id);
  }

  @ParameterizedTest
  @MethodSource
  void readsALabelInEachForm(String label, LabelDeclaration.Source source) {
    for (String key : List.of("labelExpressions", "label_expressions", "labels")) {
      assertThat(metric("'%s': [ { 'key': 'k', %s } ]".formatted(key, label)).labels())
          .containsExactly(new LabelDeclaration("k", source));
    }
  }

  static Stream<Arguments> readsALabelInEachForm() {
    LabelDeclaration.Source id = new LabelDeclaration.Expression("user.id");
    LabelDeclaration.Source eu = new LabelDeclaration.Static(new AnyValue.Text("eu"));
    return Stream.of(
        arguments("'expression': 'user.id'", id),
        arguments("'value': { 'expression': 'user.id' }", id),
        arguments("'expression': '{user.id}'", id),
        arguments("'expression': 'user.id', 'static': null", id),
        arguments("'expression': 'user.id', 'value': null", id),
        arguments("'expression': 'user.id', 'value': {}", id),
        arguments("'expression': 5", new LabelDeclaration.Expression("5")),
        arguments("'static': 'eu'", eu),
        arguments("'static': { 'stringValue': 'eu' }", eu),
        arguments("'value': { 'static': 'eu' }", eu),
        arguments("'value': { 'static': { 'string_value': 'eu' } }", eu),
        arguments("'expression': '', 'static': 'eu'", eu),
        arguments("'expression': ' {} ', 'static': 'eu'", eu),
        arguments(
            "'static': '{user.id}'", new LabelDeclaration.Static(new AnyValue.Text("{user.id}"))));
  }

  @ParameterizedTest
  @MethodSource
  void readsAConstantInEachForm(String json, AnyValue value, String text) {
    LabelDeclaration label =
        metric("'labels': [ { 'key': 'k', 'static': %s } ]".formatted(json)).labels().get(0);

    AnyValue read = ((LabelDeclaration.Static) label.source()).value();
    assertThat(read).isEqualTo(value);
    assertThat(read.text()).isEqualTo(text);
  }

  static Stream<Arguments> readsAConstantInEachForm() {
    Map<String, AnyValue> entries = new LinkedHashMap<>();
    entries.put("z", new AnyValue.Int(1));
    entries.put("a", new AnyValue.Text("x"));
    AnyValue eu = new AnyValue.Text("eu");
    AnyValue five = new AnyValue.Int(5);
    AnyValue real = new AnyValue.Real(1.5);
    AnyValue bytes = AnyValue.Bytes.of(new byte[] {-1, -2, 3, 4});
    AnyValue list = new AnyValue.Array(List.of(new AnyValue.Text("a"), new AnyValue.Text("b")));
    return Stream.of(
        arguments("'eu'", eu, "eu"),
        arguments("''", new AnyValue.Text(""), ""),
        arguments("{}", new AnyValue.Text(""), ""),
        arguments("{ 'stringValue': null }", new AnyValue.Text(""), ""),
        arguments("{ 'stringValue': 'eu' }", eu, "eu"),
        arguments("{ 'string_value': 'eu' }", eu, "eu"),
        arguments("{ 'stringValue': 5 }", new AnyValue.Text("5"), "5"),
        arguments("true", new AnyValue.Bool(true), "true"),
        arguments("{ 'boolValue': false }", new AnyValue.Bool(false), "false"),
        arguments("{ 'bool_value': 'TRUE' }", new AnyValue.Bool(true), "true"),
        arguments("5", five, "5"),
        arguments("{ 'intValue': 5 }", five, "5"),
        arguments("{ 'intValue': '5' }", five, "5"),
        arguments("{ 'int_value': 5.0 }", five, "5"),
        arguments(
            "{ 'intValue': '-9223372036854775808' }",
            new AnyValue.Int(Long.MIN_VALUE),
            "-9223372036854775808"),
        arguments("1.5", real, "1.5"),
        arguments("5.0", new AnyValue.Real(5), "5.0"),
        arguments("{ 'doubleValue': 1.5 }", real, "1.5"),
        arguments("{ 'double_value': '1.5' }", real, "1.5"),
        arguments("{ 'doubleValue': 2 }", new AnyValue.Real(2), "2.0"),
        arguments("{ 'doubleValue': -0.0 }", new AnyValue.Real(-0.0), "-0.0"),
        arguments("{ 'doubleValue': 'NaN' }", new AnyValue.Real(Double.NaN), "NaN"),
        arguments(
            "{ 'doubleValue': 'Infinity' }",
            new AnyValue.Real(Double.POSITIVE_INFINITY),
            "Infinity"),
        arguments(
            "{ 'doubleValue': '-Infinity' }",
            new AnyValue.Real(Double.NEGATIVE_INFINITY),
            "-Infinity"),
        arguments("{ 'bytesValue': '//4DBA==' }", bytes, "//4DBA=="),
        arguments("{ 'bytes_value': '__4DBA' }", bytes, "//4DBA=="),
        arguments("{ 'bytesValue': '' }", AnyValue.Bytes.of(new byte[0]), ""),
        arguments(
            "{ 'arrayValue': { 'values': [ { 'stringValue': 'a' }, { 'stringValue': 'b' } ] } }",
            list,
            "[a, b]"),
        arguments(
            "{ 'array_value': { 'values': [ 'a', { 'string_value': 'b' } ] } }", list, "[a, b]"),
        arguments("{ 'arrayValue': {} }", new AnyValue.Array(List.of()), "[]"),
        arguments(
            "{ 'kvlistValue': { 'values': [ { 'key': 'z', 'value': { 'intValue': '1' } }, { 'key': 'a', 'value': { 'stringValue': 'x' } } ] } }",
            new AnyValue.KeyValues(entries),
            "{z=1, a=x}"),
        arguments(
            "{ 'kvlist_value': { 'values': [ { 'key': 'z', 'value': 1 }, { 'key': 'a', 'value': 'x' } ] } }",
            new AnyValue.KeyValues(entries),
            "{z=1, a=x}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'COUNTER', COUNTER",
    "'counter', COUNTER",
    "'Gauge', GAUGE",
    "'hIsToGrAm', HISTOGRAM",
    "' SUMMARY ', SUMMARY",
    "0, COUNTER",
    "1, GAUGE",
    "2, HISTOGRAM",
    "3, SUMMARY",
    "3.0, SUMMARY",
    "'2', HISTOGRAM",
    "null, COUNTER",
    "'', COUNTER"
  })
  void readsTheTypeInEachForm(String json, MetricType type) {
    String quoted = json.matches("null|[0-9.]+") ? json : "'" + json + "'";

    assertThat(metric("'type': " + quoted).type()).isEqualTo(type);
  }

  @Test
  void readsTheTypeGivenAsADigitInAText() {
    assertThat(metric("'type': '2'").type()).isEqualTo(MetricType.HISTOGRAM);
    assertThat(metric("'unit': 's'").type()).isEqualTo(MetricType.COUNTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "' '", "null", "'\\t\\n'"})
  void takesBlankTextsOfAMetricForAbsent(String blank) {
    MetricDeclaration metric =
        metric(
            "'expression': %1$s, 'namespace': %1$s, 'help': %1$s, 'unit': %1$s, 'language': %1$s"
                .formatted(blank));

    assertThat(metric.expression()).isEmpty();
    assertThat(metric.namespace()).isEmpty();
    assertThat(metric.help()).isEmpty();
    assertThat(metric.unit()).isEmpty();
    assertThat(metric.language()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "2.5 | 2.5",
        "1 | 1",
        "true | true",
        "'{a.b}' | a.b",
        "'a{b}c' | a{b}c",
        "'{a} + {b}' | {a} + {b}",
        "'{ m[\\\"}\\\"] }' | \" m[\"\"}\"\"] \"",
        "'1e400' | 1e400"
      })
  void readsTheValueExpressionInEachForm(String json, String text) {
    assertThat(metric("'expression': " + json).expression()).contains(text);
  }

  @Test
  void readsWhatIsOnlyLeadlines() {
    Tracepoint tracepoint =
        only(
            """
            { %s, 'description': 'd', 'enabled': false, 'language': 'mvel', 'ttl': 'PT2H', 'sourceLine': '  int a;',
              'metrics': [ { 'name': 'h', 'type': 'HISTOGRAM', 'buckets': [0.1, '0.5', 1], 'maxSeries': 5, 'language': 'groovy' },
                           { 'name': 's', 'type': 'SUMMARY', 'quantiles': { '0.99': 0.001, '0.5': '0.05' }, 'max_series': '6' } ] }
            """
                .formatted(PLACE));

    assertThat(tracepoint.description()).contains("d");
    assertThat(tracepoint.enabled()).isFalse();
    assertThat(tracepoint.language()).isEqualTo("mvel");
    assertThat(tracepoint.ttl()).contains(Duration.ofHours(2));
    assertThat(tracepoint.sourceLine()).contains("  int a;");
    MetricDeclaration histogram = tracepoint.metrics().get(0);
    assertThat(histogram.buckets()).containsExactly(0.1, 0.5, 1.0);
    assertThat(histogram.maxSeries()).isEqualTo(OptionalInt.of(5));
    assertThat(tracepoint.languageOf(histogram)).isEqualTo("groovy");
    MetricDeclaration summary = tracepoint.metrics().get(1);
    assertThat(summary.quantiles()).isEqualTo(Map.of(0.5, 0.05, 0.99, 0.001));
    assertThat(summary.maxSeries()).isEqualTo(OptionalInt.of(6));
    assertThat(tracepoint.languageOf(summary)).isEqualTo("mvel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'args': {}, ", "'args': null, "})
  void takesTheDefaultsOfWhatIsAbsent(String arguments) {
    Tracepoint tracepoint = only("{ %s, %s %s }".formatted(PLACE, arguments, METRICS));

    assertThat(tracepoint.enabled()).isTrue();
    assertThat(tracepoint.language()).isEqualTo("groovy");
    assertThat(tracepoint.description()).isEmpty();
    assertThat(tracepoint.ttl()).isEmpty();
    assertThat(tracepoint.sourceLine()).isEmpty();
    assertThat(tracepoint.otherArguments()).isEmpty();
    assertThat(tracepoint.location())
        .isEqualTo(
            new Location(
                "A.java",
                1,
                Optional.empty(),
                Stage.LINE_START,
                Optional.empty(),
                Optional.empty()));
    assertThat(tracepoint.controls())
        .isEqualTo(
            new Controls(
                Optional.empty(), -1, Duration.ZERO, 1, Optional.empty(), Optional.empty()));
    MetricDeclaration metric = tracepoint.metrics().get(0);
    assertThat(metric.type()).isEqualTo(MetricType.COUNTER);
    assertThat(metric.expression()).isEmpty();
    assertThat(metric.namespace()).isEmpty();
    assertThat(metric.help()).isEmpty();
    assertThat(metric.unit()).isEmpty();
    assertThat(metric.labels()).isEmpty();
    assertThat(metric.buckets()).isEmpty();
    assertThat(metric.quantiles()).isEmpty();
    assertThat(metric.maxSeries()).isEmpty();
    assertThat(tracepoint.languageOf(metric)).isEqualTo("groovy");
    // What an absent maxSeries stands for.
    assertThat(MetricDeclaration.DEFAULT_MAX_SERIES).isEqualTo(1000);
  }

  @ParameterizedTest
  @MethodSource
  void readsAnArgumentInEachForm(String argument, Function<Tracepoint, Object> part, Object value) {
    Tracepoint tracepoint = only("{ %s, 'args': { %s }, %s }".formatted(PLACE, argument, METRICS));

    assertThat(part.apply(tracepoint)).isEqualTo(value);
  }

  static Stream<Arguments> readsAnArgumentInEachForm() {
    Function<Tracepoint, Object> count = tracepoint -> tracepoint.controls().fireCount();
    Function<Tracepoint, Object> period = tracepoint -> tracepoint.controls().firePeriod();
    Function<Tracepoint, Object> sample = tracepoint -> tracepoint.controls().sample();
    Function<Tracepoint, Object> condition = tracepoint -> tracepoint.controls().condition();
    Function<Tracepoint, Object> start = tracepoint -> tracepoint.controls().windowStart();
    Function<Tracepoint, Object> end = tracepoint -> tracepoint.controls().windowEnd();
    Function<Tracepoint, Object> stage = tracepoint -> tracepoint.location().stage();
    Function<Tracepoint, Object> others = Tracepoint::otherArguments;
    return Stream.of(
        arguments("'fire_count': '7'", count, 7L),
        arguments("'fire_count': 7", count, 7L),
        arguments("'fire_count': 7.0", count, 7L),
        arguments("'fire_count': 0", count, 0L),
        arguments("'fire_count': -1", count, -1L),
        arguments("'fire_count': null", count, -1L),
        arguments("'fire_count': ''", count, -1L),
        arguments("'fire_period': '250'", period, Duration.ofMillis(250)),
        arguments("'fire_period': 250", period, Duration.ofMillis(250)),
        arguments("'sample': '10'", sample, 10L),
        arguments("'sample': 10", sample, 10L),
        arguments("'condition': 'a > 1'", condition, Optional.of("a > 1")),
        arguments("'condition': '{a > 1}'", condition, Optional.of("a > 1")),
        arguments("'condition': true", condition, Optional.of("true")),
        arguments("'condition': 0", condition, Optional.of("0")),
        arguments("'condition': ' '", condition, Optional.empty()),
        arguments("'condition': null", condition, Optional.empty()),
        arguments("'window_start': 0", start, Optional.empty()),
        arguments("'window_start': '1'", start, Optional.of(Instant.ofEpochSecond(1))),
        arguments(
            "'window_start': 99999999999", start, Optional.of(Instant.ofEpochSecond(99999999999L))),
        arguments(
            "'window_start': 100000000000",
            start,
            Optional.of(Instant.ofEpochMilli(100000000000L))),
        arguments(
            "'window_end': '1795369900'", end, Optional.of(Instant.ofEpochSecond(1795369900))),
        arguments(
            "'window_end': 1795369900123", end, Optional.of(Instant.ofEpochMilli(1795369900123L))),
        arguments("'window_end': '0'", end, Optional.empty()),
        arguments("'stage': 'line_start'", stage, Stage.LINE_START),
        arguments("'stage': 'line_end'", stage, Stage.LINE_END),
        arguments("'stage': 'LINE_CAPTURE'", stage, Stage.LINE_CAPTURE),
        arguments("'stage': ''", stage, Stage.LINE_START),
        arguments("'snapshot': 'no_collect'", others, Map.of("snapshot", "no_collect")),
        arguments("'snapshot': null", others, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "method_start, METHOD_START",
    "method_end, METHOD_END",
    "Method_Capture, METHOD_CAPTURE",
    ", METHOD_START"
  })
  void readsAMethodTracepoint(String stage, Stage expected) {
    String argument = stage == null ? "" : ", 'stage': '" + stage + "'";
    Location location =
        only("""
                { 'path': '/src/A.kt', 'args': { 'method_name': '<init>', 'class_name': 'a.B', 'src_root': '/src' %s }, %s }
                """
                .formatted(argument, METRICS))
            .location();

    assertThat(location)
        .isEqualTo(
            new Location(
                "/src/A.kt",
                Location.NO_LINE,
                Optional.of("<init>"),
                expected,
                Optional.of("a.B"),
                Optional.of("/src")));
  }

  @Test
  void keepsTheMethodOfALineTracepoint() {
    Location location =
        only("{ %s, 'args': { 'method_name': 'run', 'stage': 'line_end' }, %s }"
                .formatted(PLACE, METRICS))
            .location();

    assertThat(location.stage()).isEqualTo(Stage.LINE_END);
    assertThat(location.line()).isEqualTo(1);
    assertThat(location.methodName()).contains("run");
  }

  @Test
  void takesEmptyWatchesAndTargetingForAbsent() {
    Tracepoint tracepoint =
        only("{ %s, 'watches': [], 'targeting': [], %s }".formatted(PLACE, METRICS));

    assertThat(tracepoint.otherArguments()).isEmpty();
    assertThat(tracepoint.controls()).isEqualTo(Controls.NONE);
  }

  private static final String PLACE = "'path': 'A.java', 'lineNumber': 1";
  private static final String METRICS = "'metrics': [ { 'name': 'm' } ]";

  private MetricDeclaration metric(String members) {
    return only("{ %s, 'metrics': [ { 'name': 'm', %s } ] }".formatted(PLACE, members))
        .metrics()
        .get(0);
  }

  private Tracepoint only(String document) {
    Reading reading = read(document);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.wellFormed()).isTrue();
    assertThat(reading.tracepoints()).hasSize(1);
    List<Tracepoint> tracepoints = reading.tracepoints();
    assertThat(format.read("again", format.write(tracepoints)).tracepoints())
        .isEqualTo(tracepoints);
    return tracepoints.get(0);
  }

  private Reading read(String document) {
    return format.read("test.json", document.replace('\'', '"'));
  }
}
