package dev.leadline.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each problem with its code, place, value and hint; and what stays in force beside it. */
class Spec2ProblemsTest {
  private static final String PLACE = "'path': 'A.java', 'lineNumber': 1";
  private static final String METRICS = "'metrics': [ { 'name': 'm' } ]";

  private final JsonTracepointFormat format = new JsonTracepointFormat();

  @ParameterizedTest
  @MethodSource("tracepointProblems")
  void reportsAProblemOfATracepointAndReadsItsNeighbours(
      String members, String code, String pointer, String hint) {
    Reading reading =
        read(
            "[ { 'id': 'before', %1$s, %2$s }, { %3$s }, { 'id': 'after', %1$s, %2$s } ]"
                .formatted(PLACE, METRICS, members));

    Problem problem = only(reading);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.place().document()).isEqualTo("test.json");
    assertThat(problem.place().pointer()).isEqualTo("/1" + pointer);
    assertThat(problem.place().line()).isEqualTo(1);
    assertThat(problem.place().column()).isGreaterThan(60);
    assertThat(problem.hint()).contains(hint);
    assertThat(reading.wellFormed()).isTrue();
    assertThat(reading.tracepoints()).hasSize(problem.isError() ? 2 : 3);
    assertThat(reading.tracepoints()).extracting(Tracepoint::id).contains("before", "after");
  }

  static Stream<Arguments> tracepointProblems() {
    return Stream.of(
        problem("'lineNumber': 1, %m", "TP-020", "", "path"),
        problem("'path': ' ', 'lineNumber': 1, %m", "TP-020", "", "path"),
        problem("'path': ['A.java'], 'lineNumber': 1, %m", "TP-013", "/path", ""),
        problem("'path': 'A.java', %m", "TP-021", "", "method_name"),
        problem("'path': 'A.java', 'lineNumber': 0, %m", "TP-021", "", "lineNumber"),
        problem("'path': 'A.java', 'lineNumber': -2, %m", "TP-015", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': 1.5, %m", "TP-014", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': 'x', %m", "TP-014", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': true, %m", "TP-013", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': 2147483648, %m", "TP-015", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': 1e999999999, %m", "TP-015", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': 1e99999999999, %m", "TP-015", "/lineNumber", ""),
        problem("'path': 'A.java', 'lineNumber': '\u0661', %m", "TP-014", "/lineNumber", ""),
        problem("%p, %m, 'args': []", "TP-013", "/args", "fire_count"),
        problem("%p, %m, 'args': { 'stage': 'line_begin' }", "TP-022", "/args/stage", "line_end"),
        problem(
            "%p, %m, 'args': { 'stage': 'linestart' }", "TP-022", "/args/stage", "`line_start`"),
        problem("%p, %m, 'args': { 'stage': 'method_end' }", "TP-023", "/args", "line_end"),
        problem(
            "'path': 'A.java', %m, 'args': { 'method_name': 'f', 'stage': 'line_end' }",
            "TP-024", "/args", "lineNumber"),
        problem("%p, %m, 'args': { 'method_name': 'f' }", "TP-025", "/lineNumber", "line_start"),
        problem("%p, %m, 'args': { 'method_name': {} }", "TP-013", "/args/method_name", ""),
        problem("%p, %m, 'args': { 'condition': [] }", "TP-013", "/args/condition", ""),
        problem("%p, %m, 'args': { 'fire_count': -2 }", "TP-015", "/args/fire_count", ""),
        problem("%p, %m, 'args': { 'fire_count': 'x' }", "TP-014", "/args/fire_count", ""),
        problem("%p, %m, 'args': { 'fire_count': 1.5 }", "TP-014", "/args/fire_count", ""),
        problem("%p, %m, 'args': { 'fire_count': true }", "TP-013", "/args/fire_count", ""),
        problem("%p, %m, 'args': { 'fire_period': -1 }", "TP-015", "/args/fire_period", ""),
        problem("%p, %m, 'args': { 'fire_period': '1s' }", "TP-014", "/args/fire_period", ""),
        problem("%p, %m, 'args': { 'sample': 0 }", "TP-015", "/args/sample", ""),
        problem("%p, %m, 'args': { 'window_start': -5 }", "TP-015", "/args/window_start", ""),
        problem("%p, %m, 'args': { 'window_end': 'now' }", "TP-014", "/args/window_end", ""),
        problem(
            "%p, %m, 'args': { 'window_start': 20, 'window_end': 10 }",
            "TP-042", "/args/window_end", "0"),
        problem("%p, %m, 'args': { 'log_msg': 'x' }", "TP-040", "/args/log_msg", ""),
        problem("%p, %m, 'args': { 'snapshot': 'collect' }", "TP-040", "/args/snapshot", ""),
        problem("%p, %m, 'args': { 'MAX_VARS': 5 }", "TP-040", "/args/MAX_VARS", ""),
        problem("%p, %m, 'watches': ['a']", "TP-040", "/watches", ""),
        problem("%p, %m, 'targeting': [{'key':'a'}]", "TP-040", "/targeting", ""),
        problem("%p, %m, 'args': { 'fireCount': 5 }", "TP-041", "/args/fireCount", "`fire_count`"),
        problem("%p, %m, 'args': { 'foo': 5 }", "TP-041", "/args/foo", "known here"),
        problem("%p, %m, 'linenumber': 2", "TP-010", "/linenumber", "`lineNumber`"),
        problem("%p, %m, 'a/b~c': 2", "TP-010", "/a~1b~0c", "known here: ID, path"),
        problem("%p, %m, 'line_number': 2", "TP-011", "/line_number", "line 1"),
        problem("%p, %m, 'path': 'B.java'", "TP-011", "/path", "line 1"),
        problem("%p, %m, 'enabled': 'yes'", "TP-016", "/enabled", ""),
        problem("%p, %m, 'enabled': 1", "TP-016", "/enabled", ""),
        problem("%p, %m, 'ttl': '2h'", "TP-026", "/ttl", "PT30M"),
        problem("%p, %m, 'ttl': 'PT0S'", "TP-026", "/ttl", "PT30M"),
        problem("%p, %m, 'ttl': '-PT5S'", "TP-026", "/ttl", "PT30M"),
        problem("%p, %m, 'description': {}", "TP-013", "/description", ""),
        problem("%p, %m, 'description': '\\ud800'", "TP-017", "/description", ""),
        problem("'id': 'before', %p, %m", "TP-027", "", "line 1"),
        problem("%p", "TP-028", "", "metrics"),
        problem("%p, 'metrics': []", "TP-028", "/metrics", "metrics"),
        problem("%p, 'metrics': {}", "TP-013", "/metrics", ""));
  }

  private static Arguments problem(String members, String code, String pointer, String hint) {
    return arguments(members.replace("%p", PLACE).replace("%m", METRICS), code, pointer, hint);
  }

  @ParameterizedTest
  @MethodSource("metricProblems")
  void reportsAProblemOfAMetricAndReadsItsNeighbours(
      String metric, String code, String pointer, String hint) {
    Reading reading =
        read(
            "{ %s, 'metrics': [ { 'name': 'before' }, %s, { 'name': 'after' } ] }"
                .formatted(PLACE, metric));

    Problem problem = only(reading);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.place().pointer()).isEqualTo("/metrics/1" + pointer);
    assertThat(problem.hint()).contains(hint);
    assertThat(reading.tracepoints()).hasSize(1);
    assertThat(reading.tracepoints().get(0).metrics())
        .hasSize(problem.isError() ? 2 : 3)
        .extracting(MetricDeclaration::name)
        .contains("before", "after");
  }

  static Stream<Arguments> metricProblems() {
    return Stream.of(
        arguments("5", "TP-013", "", ""),
        arguments("null", "TP-013", "", ""),
        arguments("{}", "TP-050", "", "name"),
        arguments("{ 'name': '' }", "TP-050", "", "name"),
        arguments("{ 'name': [] }", "TP-013", "/name", ""),
        of("'type': 'HISTOGRAMM'", "TP-012", "/type", "`HISTOGRAM`"),
        of("'type': 'timer'", "TP-012", "/type", "one of COUNTER, GAUGE"),
        of("'type': 4", "TP-012", "/type", "0 to 3"),
        of("'type': -1", "TP-012", "/type", "0 to 3"),
        of("'type': 1.5", "TP-012", "/type", "0 to 3"),
        of("'type': true", "TP-012", "/type", "0 to 3"),
        of("'type': []", "TP-013", "/type", ""),
        of("'expression': {}", "TP-013", "/expression", ""),
        of("'unit': []", "TP-013", "/unit", ""),
        of(
            "'lable_expressions': []",
            "TP-010",
            "/lable_expressions",
            "did you mean `labelExpressions`?"),
        of("'labels': [], 'labelExpressions': []", "TP-011", "/labelExpressions", "line 1"),
        of("'type': 'HISTOGRAM', 'buckets': 5", "TP-013", "/buckets", "[0.1"),
        of("'type': 'HISTOGRAM', 'buckets': [1, 1]", "TP-051", "/buckets/1", "ascending"),
        of("'type': 'HISTOGRAM', 'buckets': [2, 1, 3]", "TP-051", "/buckets/1", "ascending"),
        of("'type': 'HISTOGRAM', 'buckets': [1, 'x']", "TP-014", "/buckets/1", ""),
        of("'type': 'HISTOGRAM', 'buckets': [1, '']", "TP-014", "/buckets/1", ""),
        of("'type': 'HISTOGRAM', 'buckets': [1, 'NaN']", "TP-014", "/buckets/1", ""),
        of("'type': 'HISTOGRAM', 'buckets': [1, 1e999]", "TP-015", "/buckets/1", ""),
        of("'type': 'HISTOGRAM', 'buckets': [1, null]", "TP-013", "/buckets/1", ""),
        of("'buckets': [1]", "TP-052", "/buckets", "HISTOGRAM"),
        of("'type': 'SUMMARY', 'quantiles': [0.5]", "TP-013", "/quantiles", "0.99"),
        of("'type': 'SUMMARY', 'quantiles': {'50': 0.1}", "TP-015", "/quantiles/50", ""),
        of("'type': 'SUMMARY', 'quantiles': {'x': 0.1}", "TP-014", "/quantiles/x", ""),
        of("'type': 'SUMMARY', 'quantiles': {'0.5': -0.1}", "TP-015", "/quantiles/0.5", ""),
        of(
            "'type': 'SUMMARY', 'quantiles': {'0.5': 0.1, '0.50': 0.2}",
            "TP-011",
            "/quantiles/0.50",
            ""),
        of("'quantiles': {'0.5': 0.1}", "TP-052", "/quantiles", "SUMMARY"),
        of("'maxSeries': 0", "TP-015", "/maxSeries", ""),
        of("'max_series': 'many'", "TP-014", "/max_series", ""),
        of("'labels': { 'a': 'b' }", "TP-013", "/labels", "key"),
        label("'a'", "TP-013", "", "expression"),
        label("{ 'expression': 'a' }", "TP-060", "", "key"),
        label("{ 'key': ' ', 'expression': 'a' }", "TP-060", "", "key"),
        label("{ 'key': {}, 'expression': 'a' }", "TP-013", "/key", ""),
        label("{ 'key': 'k' }", "TP-061", "", "static"),
        label("{ 'key': 'k', 'expression': '' }", "TP-061", "", "static"),
        label("{ 'key': 'k', 'expression': '{ }' }", "TP-061", "", "static"),
        label("{ 'key': 'k', 'static': null }", "TP-061", "", "static"),
        label("{ 'key': 'k', 'value': {} }", "TP-061", "", "static"),
        label("{ 'key': 'k', 'value': 'v' }", "TP-013", "/value", "static"),
        label("{ 'key': 'k', 'expression': 'a', 'static': 'b' }", "TP-062", "", "one"),
        label("{ 'key': 'k', 'value': { 'expression': 'a', 'static': 'b' } }", "TP-062", "", "one"),
        label("{ 'key': 'k', 'expression': 'a', 'value': { 'static': 'b' } }", "TP-062", "", "one"),
        label(
            "{ 'key': 'k', 'expression': 'a', 'value': { 'expression': 'a' } }", "TP-062", "", ""),
        label("{ 'key': 'k', 'expression': [] }", "TP-013", "/expression", ""),
        label(
            "{ 'key': 'k', 'expresion': 'a', 'static': 1 }",
            "TP-010",
            "/expresion",
            "`expression`"),
        of(
            "'labels': [ {'key':'k','static':1}, {'key':'k','static':2} ]",
            "TP-063",
            "/labels/1",
            ""),
        constant("['a']", "TP-013", "", "arrayValue"),
        constant("{ 'intValue': 1, 'boolValue': true }", "TP-064", "", "stringValue"),
        constant("{ 'intValue': 'x' }", "TP-014", "/intValue", ""),
        constant("{ 'intValue': '' }", "TP-064", "/intValue", ""),
        constant("{ 'intValue': 1.5 }", "TP-014", "/intValue", ""),
        constant("{ 'intValue': 9223372036854775808 }", "TP-015", "/intValue", ""),
        constant("9223372036854775808", "TP-015", "", ""),
        constant("1e999", "TP-015", "", ""),
        constant("{ 'boolValue': 'yes' }", "TP-016", "/boolValue", ""),
        constant("{ 'boolValue': ' ' }", "TP-064", "/boolValue", ""),
        constant("{ 'doubleValue': 'big' }", "TP-014", "/doubleValue", ""),
        constant("{ 'doubleValue': '' }", "TP-014", "/doubleValue", ""),
        constant("{ 'bytesValue': '***' }", "TP-065", "/bytesValue", ""),
        constant("{ 'bytesValue': 5 }", "TP-013", "/bytesValue", ""),
        constant("{ 'stringValue': {} }", "TP-013", "/stringValue", ""),
        constant("{ 'arrayValue': [] }", "TP-013", "/arrayValue", ""),
        constant("{ 'arrayValue': { 'values': {} } }", "TP-013", "/arrayValue/values", ""),
        constant(
            "{ 'arrayValue': { 'values': [ 1, { 'intValue': 'x' } ] } }",
            "TP-014",
            "/arrayValue/values/1/intValue",
            ""),
        constant("{ 'kvlistValue': { 'values': [ 5 ] } }", "TP-013", "/kvlistValue/values/0", ""),
        constant(
            "{ 'kvlistValue': { 'values': [ {'key':'a'}, {'key':'a'} ] } }",
            "TP-011",
            "/kvlistValue/values/1",
            ""));
  }

  private static Arguments of(String members, String code, String pointer, String hint) {
    return arguments("{ 'name': 'm', " + members + " }", code, pointer, hint);
  }

  private static Arguments label(String label, String code, String pointer, String hint) {
    return of("'labels': [ " + label + " ]", code, "/labels/0" + pointer, hint);
  }

  private static Arguments constant(String constant, String code, String pointer, String hint) {
    return label("{ 'key': 'k', 'static': " + constant + " }", code, "/static" + pointer, hint);
  }

  @Test
  void reportsTheUnknownTypeOfAConstantTwiceOnceWithTheNearestName() {
    Reading reading =
        read(
            "{ %s, 'metrics': [ { 'name': 'm' }, { 'name': 'n', 'labels': [ { 'key': 'k', 'static': { 'strValue': 'a' } } ] } ] }"
                .formatted(PLACE));

    assertThat(reading.problems()).extracting(Problem::code).containsExactly("TP-064", "TP-010");
    assertThat(reading.problems().get(1).hint()).contains("`stringValue`");
  }

  @Test
  void refusesTheTracepointWhenEachOfItsMetricsHasAnError() {
    Reading reading =
        read("{ %s, 'metrics': [ {}, { 'name': 'm', 'type': 'x' } ] }".formatted(PLACE));

    assertThat(reading.tracepoints()).isEmpty();
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsExactly("TP-029", "TP-050", "TP-012");
  }

  @Test
  void collectsAllProblemsInTheOrderOfTheDocument() {
    Reading reading =
        read(
            """
            { 'path': 'A.java',
              'lineNumber': 'x',
              'args': { 'sample': 0, 'foo': 1,
                        'fire_count': 'y' },
              'metrics': [ { 'type': 'x' } ],
              'enabled': 3 }
            """);

    assertThat(reading.problems())
        .extracting(
            problem ->
                problem.code() + " " + problem.place().line() + ":" + problem.place().column())
        .containsExactly(
            "TP-029 1:1",
            "TP-014 2:17",
            "TP-015 3:23",
            "TP-041 3:26",
            "TP-014 4:27",
            "TP-050 5:16",
            "TP-012 5:26",
            "TP-016 6:14");
    assertThat(reading.problems().get(1))
        .hasToString("TP-014 test.json:2:17 /lineNumber: expected a whole number: \"x\"");
  }

  @Test
  void saysWhatToDoInOneLine() {
    Reading reading =
        read(
            "{ %s, 'metrics': [ { 'name': 'm' },\n { 'name': 'n', 'type': 'HISTOGRAMM' } ] }"
                .formatted(PLACE));

    assertThat(only(reading))
        .hasToString(
            "TP-012 test.json:2:25 /metrics/1/type: unknown metric type: \"HISTOGRAMM\""
                + " (did you mean `HISTOGRAM`?)");
  }

  @Test
  void keepsWhatIsNotActedOnThroughARoundTrip() {
    Reading reading =
        read(
            """
            { %s, %s, 'watches': ['a.b', 1.50], 'targeting': [ { 'key': 'host', 'value': { 'stringValue': 'x' } } ],
              'args': { 'log_msg': '{a}', 'snapshot': 'collect', 'span': 'line', 'frame_type': '',
                        'stack_type': 'stack', 'MAX_VARIABLES': 1000, 'foo': [1, {'a': null}] } }
            """
                .formatted(PLACE, METRICS));

    Map<String, String> expected =
        Map.of(
            "watches", "[\"a.b\",1.50]",
            "targeting", "[{\"key\":\"host\",\"value\":{\"stringValue\":\"x\"}}]",
            "log_msg", "{a}",
            "snapshot", "collect",
            "span", "line",
            "frame_type", "",
            "stack_type", "stack",
            "MAX_VARIABLES", "1000",
            "foo", "[1,{\"a\":null}]");
    assertThat(reading.tracepoints().get(0).otherArguments()).isEqualTo(expected);
    assertThat(reading.problems()).hasSize(9).noneMatch(Problem::isError);
    String canonical = format.write(reading.tracepoints());
    assertThat(canonical).contains("\"watches\": [\"a.b\",1.50]");
    assertThat(format.read("again", canonical).tracepoints()).isEqualTo(reading.tracepoints());
  }

  @Test
  void letsTheLastOfARepeatedKeyCount() {
    Reading reading =
        read("{ 'path': 'A.java', %s, 'line_number': 1, 'lineNumber': 2 }".formatted(METRICS));

    assertThat(reading.tracepoints().get(0).location().line()).isEqualTo(2);
    assertThat(only(reading).message()).contains("as `line_number` before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "'text'", "true", "null"})
  void refusesADocumentThatIsNeitherObjectNorArray(String document) {
    Reading reading = read(document);

    assertThat(reading.wellFormed()).isFalse();
    assertThat(only(reading).code()).isEqualTo("TP-007");
  }

  @Test
  void refusesWhatIsNoObjectAmongTracepoints() {
    Reading reading = read("[ 5, { %s, %s }, null, [] ]".formatted(PLACE, METRICS));

    assertThat(reading.wellFormed()).isTrue();
    assertThat(reading.tracepoints()).hasSize(1);
    assertThat(reading.problems())
        .extracting(problem -> problem.code() + problem.place().pointer())
        .containsExactly("TP-007/0", "TP-007/2", "TP-007/3");
  }

  @Test
  void readsTheFirstTracepointsOfTooMany() {
    String one = "{ %s, %s, 'id': '%%d' }".formatted(PLACE, METRICS);
    String many =
        Stream.iterate(0, i -> i + 1)
            .limit(Limits.MAX_TRACEPOINTS + 2)
            .map(one::formatted)
            .collect(Collectors.joining(",", "[", "]"));

    Reading reading = read(many);

    assertThat(reading.tracepoints()).hasSize(Limits.MAX_TRACEPOINTS);
    assertThat(only(reading).code()).isEqualTo("TP-008");
    assertThat(only(reading).place().pointer()).isEqualTo("/" + Limits.MAX_TRACEPOINTS);
  }

  @Test
  void limitsMetricsLabelsAndBounds() {
    String metrics = String.join(",", Collections.nCopies(Limits.MAX_METRICS + 1, "{'name':'m'}"));
    String labels =
        String.join(",", Collections.nCopies(Limits.MAX_LABELS + 1, "{'key':'k','static':1}"));
    String bounds = String.join(",", Collections.nCopies(Limits.MAX_BOUNDS + 1, "1"));

    assertThat(codes("{ %s, 'metrics': [%s] }".formatted(PLACE, metrics))).containsOnly("TP-030");
    assertThat(codes("{ %s, 'metrics': [{'name':'m','labels':[%s]}] }".formatted(PLACE, labels)))
        .containsOnly("TP-029", "TP-053");
    assertThat(
            codes(
                "{ %s, 'metrics': [{'name':'m','type':2,'buckets':[%s]}] }"
                    .formatted(PLACE, bounds)))
        .containsOnly("TP-029", "TP-054");
  }

  @Test
  void listsALimitedNumberOfProblemsAndCountsTheRest() {
    String unknown =
        Stream.iterate(0, i -> i + 1)
            .limit(Findings.MAX_OF_EACH_SEVERITY + 7)
            .map("'unknown%d': 1"::formatted)
            .collect(Collectors.joining(","));

    Reading reading = read("{ 'lineNumber': 1, %s, %s }".formatted(METRICS, unknown));

    assertThat(reading.problems()).hasSize(Findings.MAX_OF_EACH_SEVERITY + 2);
    assertThat(reading.problems()).extracting(Problem::code).contains("TP-020");
    Problem last = reading.problems().get(reading.problems().size() - 1);
    assertThat(last.code()).isEqualTo("TP-009");
    assertThat(last.message()).startsWith("7 more");
  }

  @Test
  void cutsLongValues() {
    Problem problem =
        only(read("{ %s, %s, 'ttl': '%s' }".formatted(PLACE, METRICS, "x".repeat(5000))));

    assertThat(problem.value())
        .hasSize(Problem.MAX_VALUE_LENGTH)
        .startsWith("\"xxx")
        .endsWith("\u2026");
  }

  @Test
  void coversEveryCode() {
    Set<String> here =
        Stream.concat(tracepointProblems(), metricProblems())
            .map(arguments -> (String) arguments.get()[1])
            .collect(Collectors.toSet());
    // Those of whole documents are with JsonDocumentParserTest and the tests above.
    Set<String> elsewhere =
        EnumSet.of(
                ProblemCode.DOCUMENT_TOO_LARGE,
                ProblemCode.NOT_JSON,
                ProblemCode.EMPTY_DOCUMENT,
                ProblemCode.NESTED_TOO_DEEP,
                ProblemCode.TOO_MANY_VALUES,
                ProblemCode.TEXT_AFTER_DOCUMENT,
                ProblemCode.NOT_A_TRACEPOINT,
                ProblemCode.TOO_MANY_TRACEPOINTS,
                ProblemCode.MORE_PROBLEMS,
                ProblemCode.KEY_TOO_LONG,
                ProblemCode.NO_METRIC_LEFT,
                ProblemCode.TOO_MANY_METRICS,
                ProblemCode.TOO_MANY_LABELS,
                ProblemCode.TOO_MANY_BOUNDS)
            .stream()
            .map(ProblemCode::code)
            .collect(Collectors.toSet());

    assertThat(Stream.of(ProblemCode.values()).map(ProblemCode::code))
        .allMatch(code -> here.contains(code) || elsewhere.contains(code));
  }

  private Stream<String> codes(String document) {
    return read(document).problems().stream().map(Problem::code);
  }

  private static Problem only(Reading reading) {
    assertThat(reading.problems()).hasSize(1);
    Problem problem = reading.problems().get(0);
    assertThat(problem.place()).isNotEqualTo(Place.NONE);
    return problem;
  }

  private Reading read(String document) {
    return format.read("test.json", document.replace('\'', '"'));
  }
}
