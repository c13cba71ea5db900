package dev.leadline.core.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.sdk.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonDocumentParserTest {

  @ParameterizedTest
  @MethodSource
  void namesTheSlipWithItsPlace(String text, int line, int column, String message, String hint) {
    Problem problem = refused(text);

    assertThat(problem.code()).isEqualTo("TP-002");
    assertThat(problem.message()).contains(message);
    assertThat(problem.hint()).contains(hint).doesNotContain("enable", "Source");
    assertThat(problem.place().line()).isEqualTo(line);
    assertThat(problem.place().column()).isEqualTo(column);
  }

  static Stream<Arguments> namesTheSlipWithItsPlace() {
    return Stream.of(
        arguments("{\"a\":1,}", 1, 8, "comma", "take the comma away"),
        arguments("[1,\n 2,\n]", 3, 1, "comma", "take the comma away"),
        arguments("{\"a\":\n {\"b\":1", 2, 8, "ends before it is complete", "the { of line 2"),
        arguments("[[1,2]", 1, 7, "ends before it is complete", "the [ of line 1"),
        arguments("\"abc", 1, 5, "ends before it is complete", "still being written"),
        arguments("// c\n{}", 1, 1, "no comments", "description"),
        arguments("{ # c\n}", 1, 3, "no comments", "description"),
        arguments("{ /* c */ }", 1, 3, "no comments", "description"),
        arguments("{'a':1}", 1, 2, "quotes", "double quotes"),
        arguments("{\"a\":'b'}", 1, 6, "quotes", "double quotes"),
        arguments("{\"a\": \u201cb\u201d}", 1, 7, "quotes", "double quotes"),
        arguments("{\"a\": NaN}", 1, 7, "no such number", "\"NaN\""),
        arguments("{\"a\": -Infinity}", 1, 7, "no such number", "\"Infinity\""),
        arguments("{\"a\":\"x\ny\"}", 1, 8, "line break", "\\n"),
        arguments("{a:1}", 1, 2, "no quotes", "\"key\""),
        arguments("{\"a\":1, b:1}", 1, 9, "no quotes", "\"key\""),
        arguments("{\"a\":tru}", 1, 6, "not JSON", "Unrecognized token 'tru'"),
        arguments("{\"a\":1]", 1, 7, "not JSON", "Unexpected close marker"),
        arguments("{\"a\":01}", 1, 7, "not JSON", "Leading zero"),
        arguments("{\"a\" 1}", 1, 6, "not JSON", "colon"),
        arguments("[1 2]", 1, 4, "not JSON", "comma"),
        arguments("[+1]", 1, 3, "not JSON", "plus sign"),
        arguments("}", 1, 1, "not JSON", "close marker"));
  }

  @Test
  void refusesWhatIsEmpty() {
    for (String text : List.of("", " \r\n\t ", "\ufeff", "\ufeff\n")) {
      assertThat(refused(text).code()).isEqualTo("TP-003");
    }
  }

  @Test
  void refusesWhatGoesOnAfterItsEnd() {
    for (String text : List.of("{}\n {}", "{}\n x", "[]\n,", "{}\n }", "1\n //")) {
      Problem problem = refused(text);
      assertThat(problem.code()).isEqualTo("TP-006");
      assertThat(problem.place().line()).isEqualTo(2);
    }
  }

  @Test
  void takesADocumentOfTheLargestSizeAndNoLarger() {
    assertThat(JsonDocumentParser.MAX_BYTES).as("1 MiB").isEqualTo(1_048_576);
    String quoted = "\"" + "\u20ac".repeat((JsonDocumentParser.MAX_BYTES - 2) / 3);
    String largest = quoted + "\"" + " ".repeat(JsonDocumentParser.MAX_BYTES - bytes(quoted) - 1);

    assertThat(parse(largest, new Findings(""))).isPresent();
    assertThat(refused(largest + " ").code()).isEqualTo("TP-001");
    assertThat(refused("x".repeat(JsonDocumentParser.MAX_BYTES + 1)).code()).isEqualTo("TP-001");
  }

  @Test
  void takesTheDeepestNestingAndNoDeeper() {
    int most = JsonDocumentParser.MAX_DEPTH;

    assertThat(parse("[".repeat(most) + "]".repeat(most), new Findings(""))).isPresent();
    Problem problem = refused("[".repeat(most + 1) + "]".repeat(most + 1));
    assertThat(problem.code()).isEqualTo("TP-004");
    assertThat(problem.place().column()).isEqualTo(most + 1);
    assertThat(refused("{\"a\":".repeat(200_000)).code()).isEqualTo("TP-004");
    assertThat(refused("[".repeat(JsonDocumentParser.MAX_BYTES)).code()).isEqualTo("TP-004");
  }

  @Test
  void limitsValuesAndKeys() {
    String many = "[" + "0,".repeat(JsonDocumentParser.MAX_VALUES) + "0]";
    String key = "k".repeat(JsonDocumentParser.MAX_KEY_LENGTH);

    assertThat(refused(many).code()).isEqualTo("TP-005");
    assertThat(parse("{\"" + key + "\":1}", new Findings(""))).isPresent();
    assertThat(refused("{\"" + key + "k\":1}").code()).isEqualTo("TP-018");
  }

  @Test
  void readsLongNumbersAsTheyAreWritten() {
    String digits = "9".repeat(100_000);

    assertThat(parse("[" + digits + "]", new Findings("")).orElseThrow().toJson())
        .isEqualTo("[" + digits + "]");
  }

  @Test
  void warnsOfHalfACharacterAndKeepsIt() {
    Findings findings = new Findings("d");

    JsonValue value = parse("[\"\\ud83d\", \"\ud83d\ude00\", \"\ude00\"]", findings).orElseThrow();

    assertThat(((ArrayValue) value).values().get(0)).isInstanceOf(TextValue.class);
    assertThat(findings.problems())
        .extracting(problem -> problem.code() + problem.place().pointer())
        .containsExactly("TP-017/0", "TP-017/2");
    assertThat(Surrogates.escapeUnpaired(value.toJson()))
        .isEqualTo("[\"\\ud83d\",\"\ud83d\ude00\",\"\\ude00\"]");
  }

  @Test
  void replacesHalfACharacterInAKey() {
    Findings findings = new Findings("d");

    JsonValue value = parse("{\"a\ud83db\": 1, \"\ud83d\ude00\": 2}", findings).orElseThrow();

    assertThat(((ObjectValue) value).members())
        .extracting(Member::key)
        .containsExactly("a\ufffdb", "\ud83d\ude00");
    assertThat(findings.problems()).extracting(Problem::code).containsExactly("TP-017");
    assertThat(refused("{\"\\ud83d\": 1}").code()).isEqualTo("TP-002");
  }

  /** Long enough that the parser reads it in several portions, with line ends of each kind. */
  @Test
  void knowsTheRightPlaceOfEachValueAndKey() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 8000; i++) {
      text.append(i == 0 ? "" : ",")
          .append(List.of("\n", "\r\n", "  ", "\r", "\t").get(i % 5))
          .append("{ \"k\" :  ")
          .append(
              List.of("\"t\\n\\u00e9\"", "12.5", "true", "null", "[ ]", "\"\u20ac\ud83d\ude00\"")
                  .get(i % 6))
          .append(" }");
    }
    text.append("]");
    String document = text.toString();

    ArrayValue root = (ArrayValue) parse(document, new Findings("")).orElseThrow();

    List<Integer> lineStarts = lineStarts(document);
    for (JsonValue element : root.values()) {
      assertThat(charAt(document, lineStarts, element.position())).isEqualTo('{');
      Member member = ((ObjectValue) element).members().get(0);
      assertThat(charAt(document, lineStarts, member.keyPosition())).isEqualTo('"');
      assertThat("\"1tn[").contains("" + charAt(document, lineStarts, member.value().position()));
    }
    assertThat(root.values().get(7).position().pointer()).isEqualTo("/7");
  }

  private static List<Integer> lineStarts(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crlf)) {
        starts.add(i + 1);
      }
    }
    return starts;
  }

  private static char charAt(String text, List<Integer> lineStarts, Position position) {
    return text.charAt(lineStarts.get(position.line() - 1) + position.column() - 1);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<JsonValue> parse(String text, Findings findings) {
    return JsonDocumentParser.parse(text, findings);
  }

  private static Problem refused(String text) {
    Findings findings = new Findings("d.json");
    assertThat(JsonDocumentParser.parse(text, findings)).isEmpty();
    assertThat(findings.problems()).hasSize(1);
    return findings.problems().get(0);
  }
}
