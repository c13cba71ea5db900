package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.sdk.code.CodeCheck;
import dev.leadline.sdk.code.CodeLine;
import dev.leadline.sdk.code.CodeListing;
import dev.leadline.sdk.code.Evaluation;
import dev.leadline.sdk.code.InspectedExpression;
import dev.leadline.sdk.code.ScopeVariable;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectionTest extends CoreFixture {

  private static final String FILE = FOLDER + "Scopes.java";

  @BeforeEach
  void startPlain() {
    new Scopes<>("loaded").visit(Map.of("a", List.of(1)), 1);
    start(PLAIN);
  }

  private static int at(String marker) {
    return lineOf("Scopes.java", marker);
  }

  private CodeListing lines(int from, int to) {
    return core().inspector().lines(FILE, from, to);
  }

  private List<String> scopes(String marker) {
    return lines(at(marker), at(marker)).lines().stream()
        .map(line -> line.method() + ": " + text(line.variables()))
        .toList();
  }

  private static String text(List<ScopeVariable> variables) {
    return variables.stream()
        .map(variable -> variable.type() + " " + variable.name())
        .collect(Collectors.joining(", "));
  }

  @Test
  void knowsTheVariablesInNestedScopesWithTheirTypes() {
    assertThat(scopes("begin"))
        .containsExactly("visit(Map, int): Scopes this, Map<String, List<T>> groups, int depth");
    assertThat(scopes("in a loop"))
        .containsExactly(
            "visit(Map, int): Scopes this, Map<String, List<T>> groups, int depth, long sum,"
                + " Entry<String, List<T>> group, int[] sizes");
    assertThat(scopes("in a block"))
        .containsExactly(
            "visit(Map, int): Scopes this, Map<String, List<T>> groups, int depth, long sum,"
                + " String inner");
    assertThat(scopes("after"))
        .containsExactly(
            "visit(Map, int): Scopes this, Map<String, List<T>> groups, int depth, long sum,"
                + " Function<String, Integer> measure, Runnable run");
  }

  @Test
  void knowsLambdasByThemselves() {
    assertThat(scopes("in a lambda"))
        .singleElement()
        .asString()
        .startsWith("lambda$visit$")
        .endsWith(": int depth, String word");
    assertThat(scopes("one line with both")).hasSize(2);
  }

  @Test
  void listsOnlyLinesWithCode() {
    CodeListing listing = lines(1, Integer.MAX_VALUE);
    assertThat(listing.lines()).extracting(CodeLine::line).contains(at("begin"), at("after"));
    assertThat(listing.lines()).extracting(CodeLine::line).doesNotContain(1, 2, 3);
    assertThat(listing.lines()).isSortedAccordingTo((a, b) -> a.line() - b.line());
    assertThat(listing.fields().get(Scopes.class.getName()))
        .containsExactly(
            new ScopeVariable("name", "String"), new ScopeVariable("seen", "List<? super T>"));
    assertThat(listing.problems()).isEmpty();
    assertThat(core().inspector().lines("no/such/Scopesx.java", 1, 9).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("CI-001");
              assertThat(problem.hint()).contains("dev/leadline/core/component/Scopes");
            });
  }

  @Test
  void findsFilesByAnyPartOfTheirNames() {
    for (String pattern : List.of("component.Scopes", "core/*/Scopes.java", "scopes")) {
      assertThat(core().inspector().find(pattern, 1000))
          .as(pattern)
          .anySatisfy(
              file -> {
                assertThat(file.path()).isEqualTo(FILE);
                assertThat(file.classes().get(0).name()).isEqualTo(Scopes.class.getName());
                assertThat(file.classes().get(0).loader()).isEqualTo("app");
              });
    }
    assertThat(core().inspector().find("dev.leadline", 3)).hasSize(3);
  }

  private static List<InspectedExpression> expressions(String... texts) {
    List<InspectedExpression> expressions = new ArrayList<>();
    for (String text : texts) {
      expressions.add(new InspectedExpression("", text, ExpressionRole.VALUE, "name"));
    }
    return expressions;
  }

  @Test
  void compilesWithoutInstalling() throws InterruptedException {
    CodeCheck check =
        core()
            .inspector()
            .check(
                Location.ofLine(FILE, at("after")),
                expressions("sum", "groups", "groups.size", "inner"));

    assertThat(check.problems()).isEmpty();
    assertThat(check.points())
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.method()).isEqualTo("visit(Map, int)");
              assertThat(point.results())
                  .extracting(result -> result.type().orElse("-"))
                  .containsExactly("long", "Map<String, List<T>>", "int", "-");
              assertThat(point.results().get(3).problems())
                  .extracting(Problem::code)
                  .containsExactly("NL-001");
            });
    assertThat(core().footprint().callSites()).isZero();
    assertThat(core().registry().statuses()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAPlace() throws InterruptedException {
    assertThat(core().inspector().check(Location.ofLine(FILE, 1), expressions("sum")).problems())
        .extracting(Problem::code)
        .containsExactly("CI-002");
    assertThat(
            core()
                .inspector()
                .check(Location.ofLine("no/Such.java", 1), expressions("sum"))
                .problems())
        .extracting(Problem::code)
        .containsExactly("CI-001");
  }

  @Test
  void saysThatClassesOfTheJdkAreOffLimits() {
    assertThat(core().inspector().lines("java/util/HashMap.java", 1, 9).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("CI-003");
              assertThat(problem.message()).contains("a class of the JDK");
            });
  }

  @Test
  void evaluatesAtTheNextHitsAndLeavesNothing() throws InterruptedException {
    Location place = Location.ofLine(FILE, at("after"));
    Scopes<Integer> scopes = new Scopes<>("x");
    try (Evaluation evaluation =
        core().inspector().evaluate(place, expressions("depth", "groups", "absent"), 2)) {
      for (int i = 0; i < 5; i++) {
        scopes.visit(new TreeMap<>(Map.of("a", List.of(7))), i);
      }

      assertThat(evaluation.isOver()).isFalse();
      assertThat(evaluation.take())
          .extracting(hit -> hit.values().toString())
          .containsExactly(
              "[Value[text=0, isFailure=false], Value[text={\"a\"=[7]}, isFailure=false],"
                  + " Value[text=(does not compile here), isFailure=false]]",
              "[Value[text=1, isFailure=false], Value[text={\"a\"=[7]}, isFailure=false],"
                  + " Value[text=(does not compile here), isFailure=false]]");
      assertThat(evaluation.isOver()).isTrue();
    }
    await().untilAsserted(() -> assertThat(core().footprint().classes()).isZero());
    assertThat(core().footprint().callSites()).isZero();
    assertThat(provider.sums()).isEmpty();
    assertThat(core().inventory().metrics()).isEmpty();
  }

  @Test
  void leavesNothingWhenWhoeverAskedGoes() throws InterruptedException {
    Location place = Location.ofLine(FILE, at("after"));
    declare(atLine("a", "Scopes.java", at("begin"), counter("begins")));
    core().inspector().evaluate(place, expressions("depth"), 100).close();
    settle();
    awaitLive("a");
    new Scopes<>("x").visit(Map.of(), 1);

    assertThat(core().footprint().callSites()).isOne();
    assertThat(status("a").hits()).isEqualTo(1);
  }

  @Test
  void showsValuesOfAnythingInBounds() throws InterruptedException {
    Location place = Location.ofLine(FILE, at("anything"));
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    try (Evaluation evaluation = core().inspector().evaluate(place, expressions("value"), 100)) {
      Scopes.look(null);
      Scopes.look("a\"b");
      Scopes.look(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
      Scopes.look(endless);
      Scopes.look("x".repeat(100_000));
      Scopes.look(new Scopes<String>("y"));
      Scopes.look(
          new Object() {
            @Override
            public String toString() {
              throw new IllegalStateException();
            }
          });
      Scopes.look(new ApplicationList());

      assertThat(evaluation.take())
          .extracting(hit -> hit.values().get(0).text())
          .satisfiesExactly(
              text -> assertThat(text).isEqualTo("null"),
              text -> assertThat(text).isEqualTo("\"a\"b\""),
              text -> assertThat(text).isEqualTo("[1, 2, 3, 4, 5, 6, 7, 8, .. 2 more]"),
              text -> assertThat(text).isEqualTo("[[[..]]]"),
              text -> assertThat(text).hasSize(300).endsWith("x\u2026"),
              text -> assertThat(text).isEqualTo("scopes of y"),
              text ->
                  assertThat(text).isEqualTo("(cannot be shown: java.lang.IllegalStateException)"),
              text ->
                  assertThat(text)
                      .endsWith(
                          "ApplicationList, a collection that is not walked; ask for its size()"));
    }
  }

  /** Walking it would go to a database. */
  private static final class ApplicationList extends java.util.AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw new AssertionError("it was walked");
    }

    @Override
    public int size() {
      throw new AssertionError("it was walked");
    }
  }
}
