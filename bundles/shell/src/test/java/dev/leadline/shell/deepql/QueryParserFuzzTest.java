package dev.leadline.shell.deepql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.leadline.sdk.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever somebody types: an answer, never an exception, in a time proportional to the text. */
class QueryParserFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "metric",
            "trigger",
            "list",
            "delete",
            "{",
            "}",
            ",",
            "=",
            "!=",
            "<",
            ">=",
            "=~",
            "!~",
            "~",
            "file",
            "line",
            "label_x",
            "name",
            "window_end",
            "rate_limit",
            "buckets",
            "\"com/acme/Shop.java\"",
            "\"{user.id}\"",
            "`raw`",
            "\"",
            "`",
            "\\",
            "12",
            "-1",
            "1.5",
            "1e9",
            "1e",
            "500ms",
            "24h",
            "7d",
            "99999999999d",
            "now",
            "true",
            "false",
            "//",
            "/*",
            "*/",
            "#",
            "\n",
            " ",
            "\t",
            "\u2028",
            "é",
            "\ud800",
            "'",
            "(",
            "0x1F",
            ".",
            "..",
            "-")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> mutated() {
    String query =
        "metric{ file=\"com/acme/Shop.java\" line=30, type=\"gauge\" value=\"a.size()\" name=\"n\""
            + " label_u=\"{user.id}\" rate_limit=5m window_start=now window_end=\"2026-02-01\" }";
    Arbitrary<Integer> places = Arbitraries.integers().between(0, query.length() - 1);
    return places.flatMap(
        at ->
            Arbitraries.chars()
                .all()
                .map(c -> query.substring(0, at) + c + query.substring(at + 1)));
  }

  @Property(tries = 3000)
  void answersAnything(@ForAll String text) {
    check(text);
  }

  @Property(tries = 3000)
  void answersAnythingThatLooksLikeAQuery(@ForAll("pieces") String text) {
    check(text);
  }

  @Property(tries = 2000)
  void answersQueriesWithASlip(@ForAll("mutated") String text) {
    check(text);
  }

  private static void check(String text) {
    assertThatCode(() -> answer(text)).doesNotThrowAnyException();
  }

  private static void answer(String text) {
    QueryParser.Parsing parsing = QueryParser.parse(text);
    if (parsing instanceof QueryParser.Parsing.Failed failed) {
      checkPlace(failed.problem());
      return;
    }
    Query query = ((QueryParser.Parsing.Parsed) parsing).query();
    List<Problem> problems = new ArrayList<>();
    MetricQuery metric = MetricQuery.of(query, problems);
    assertThat(MetricDocument.of(metric, "id", NOW)).startsWith("{");
    StatusFilter.of(query, problems);
    problems.forEach(QueryParserFuzzTest::checkPlace);
  }

  /** The caret is under a character of what is shown, or right behind it. */
  private static void checkPlace(Problem problem) {
    assertThat(problem.code()).startsWith("DQ-");
    assertThat(problem.place().column()).isBetween(1, problem.value().length() + 1);
    assertThat(problem.value()).doesNotContain("\n");
  }

  @Property(tries = 20)
  void isNotSlowerThanTheTextIsLong(@ForAll("opening") String opening) {
    check(opening.repeat(QueryParser.LONGEST / opening.length()));
    check("list{ " + opening.repeat(8000 / opening.length()));
  }

  @Provide
  Arbitrary<String> opening() {
    return Arbitraries.of("{", "/*", "\"", "a=1 ", "/", "1", "list{ ", "\\\"", "#\n", "-.", "1ms");
  }
}
