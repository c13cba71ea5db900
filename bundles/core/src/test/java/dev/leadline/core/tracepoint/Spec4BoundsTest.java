package dev.leadline.core.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.probe.Clock;
import dev.leadline.sdk.problem.Problem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SPEC 4.1: what is kept of a tracepoint in very many classes has a bound. */
class Spec4BoundsTest {

  private final CodeFindings findings = new CodeFindings();

  @Test
  void keepsFiftyProblemsAndTheSameOneOnce() {
    LiveTracepoint tracepoint =
        new LiveTracepoint(
            new JsonTracepointFormat()
                .read("test", "{\"ID\": \"t\", \"path\": \"Shop.java\", \"lineNumber\": 3}")
                .declarations()
                .get(0),
            "test",
            List.of(),
            List.of(),
            Budget.UNLIMITED,
            Clock.SYSTEM);
    int before = tracepoint.problems().size();
    for (int i = 0; i < 10; i++) {
      tracepoint.report(Problem.error("LK-001", "the same", ""));
    }
    assertThat(tracepoint.problems()).hasSize(before + 1);
    IntStream.range(0, 200)
        .forEach(i -> tracepoint.report(Problem.error("LK-001", "problem " + i, "")));
    assertThat(tracepoint.problems()).hasSize(before + 50);
  }

  @Test
  void keepsTheFourLinesThatAreNearest() {
    findings.missed("Shop", 100, List.of(10, 90, 95));
    findings.missed("Till", 100, IntStream.range(101, 2_000).boxed().toList());
    assertThat(findings.nearestLines()).containsExactly(101, 102, 103, 104);
  }

  @Test
  void keepsAHundredClassesOfEachKind() {
    IntStream.range(0, 1_000).forEach(i -> findings.refused("R%03d".formatted(i), "a reason"));
    IntStream.range(0, 1_000).forEach(i -> findings.missed("M%03d".formatted(i), 1, List.of()));
    assertThat(IntStream.range(0, 1_000).filter(i -> !findings.isUnseen("R%03d".formatted(i))))
        .hasSize(100);
    assertThat(IntStream.range(0, 1_000).filter(i -> !findings.isUnseen("M%03d".formatted(i))))
        .hasSize(100);
    assertThat(findings.hasClasses()).isTrue();
    assertThat(findings.refusal()).contains("R000: a reason");
  }
}
