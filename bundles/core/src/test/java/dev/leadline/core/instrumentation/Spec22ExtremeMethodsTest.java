package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Methods at the limits of the class file format. */
class Spec22ExtremeMethodsTest {

  private static final String FILE = "Extreme.java";

  @Test
  void widensTheJumpsThatProbesMakeTooLong() throws Throwable {
    // Eight bytes a line: as they are compiled, the jumps of the loop just reach.
    int lines = 4_085;
    StringBuilder source = new StringBuilder("class Extreme { static int sink;\n");
    source.append("static int run() {\nfor (int i = 0; i < 3; i++) {\n");
    IntStream.range(0, lines).forEach(line -> source.append("sink += i;\n"));
    source.append("}\nreturn sink; } }\n");
    List<ProbedClasses.Wanted> wanted = new ArrayList<>();
    for (int line = 3; line < lines + 4; line += 100) {
      wanted.add(ProbedClasses.line(FILE, line, Stage.LINE_START, "i"));
    }
    wanted.add(ProbedClasses.method(FILE, "run", Stage.METHOD_END, "returned"));
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      CompiledSource compiled = CompiledSource.of(FILE, source.toString());
      ProbedClasses classes = ProbedClasses.load(compiled.classes(), wanted, recorder).verify();
      assertThat(classes.misses()).isEmpty();
      assertThat(classes.run("Extreme", "run")).isEqualTo(3 * lines);
      // The loop's own line counts once, each in its body three times.
      assertThat(recorder.hits()).hasSize(1 + 3 * (wanted.size() - 2) + 1);
      assertThat(recorder.hits().get(recorder.hits().size() - 1).values())
          .containsExactly(3 * lines);
    }
  }

  @Test
  void readsVariablesBeyondTheTwoHundredAndFiftySixth() throws Throwable {
    StringBuilder source = new StringBuilder("class Extreme {\nstatic int run() {\n");
    IntStream.range(0, 300).forEach(i -> source.append("long v%d = %d;\n".formatted(i, i)));
    source.append("int last = 7; last += 1000; String text = \"t\" + last;\n");
    source.append("return last; } }\n");
    int line = 303;
    var wanted = ProbedClasses.line(FILE, line + 1, Stage.LINE_START, "v0", "v299", "last", "text");
    var end = ProbedClasses.line(FILE, line, Stage.LINE_END, "last", "v298", "runtime");
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      CompiledSource compiled = CompiledSource.of(FILE, source.toString());
      ProbedClasses classes =
          ProbedClasses.load(compiled.classes(), List.of(wanted, end), recorder).verify();
      assertThat(classes.run("Extreme", "run")).isEqualTo(1_007);
      assertThat(classes.hits(recorder, wanted))
          .singleElement()
          .satisfies(hit -> assertThat(hit.values()).containsExactly(0L, 299L, 1_007, "t1007"));
      assertThat(classes.hits(recorder, end))
          .singleElement()
          .satisfies(hit -> assertThat(hit.values()).contains(1_007, 298L));
    }
  }

  @Test
  void passesAsManyVariablesAsACallSiteTakesAndRefusesMore() throws Throwable {
    for (int parameters : List.of(200, 255)) {
      StringBuilder source = new StringBuilder("class Extreme {\nstatic int all(");
      StringBuilder arguments = new StringBuilder();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < parameters; i++) {
        source.append(i == 0 ? "" : ", ").append("int p").append(i);
        arguments.append(i == 0 ? "" : ", ").append(i);
        names.add("p" + i);
      }
      source.append(") {\nreturn p0; }\nstatic int run() { return all(" + arguments + "); } }\n");
      var wanted =
          ProbedClasses.method(FILE, "all", Stage.METHOD_START, names.toArray(String[]::new));
      var few = ProbedClasses.method(FILE, "all", Stage.METHOD_CAPTURE, "p0", "p199", "returned");
      try (ProbeRecorder recorder = new ProbeRecorder()) {
        CompiledSource compiled = CompiledSource.of(FILE, source.toString());
        ProbedClasses classes =
            ProbedClasses.load(compiled.classes(), List.of(wanted, few), recorder).verify();
        assertThat(classes.run("Extreme", "run")).isEqualTo(0);
        assertThat(classes.hits(recorder, few)).hasSize(1);
        if (parameters == 200) {
          assertThat(classes.misses()).isEmpty();
          assertThat(classes.hits(recorder, wanted))
              .singleElement()
              .satisfies(hit -> assertThat(hit.values()).hasSize(parameters).contains(0, 199));
        } else {
          assertThat(classes.misses())
              .singleElement()
              .isInstanceOfSatisfying(
                  Miss.Refused.class,
                  miss -> assertThat(miss.refusal()).isEqualTo(Refusal.TOO_MANY_VARIABLES));
          assertThat(classes.hits(recorder, wanted)).isEmpty();
        }
      }
    }
  }

  @Test
  void placesProbesInAClassWithoutAnyDebugInformationByItsMethodsAlone() throws Throwable {
    String source =
        "class Extreme { static int run() { return twice(3L, 4); } static int twice(long a, int b) {"
            + " return b * 2; } }";
    var wanted = ProbedClasses.method(FILE, "twice", Stage.METHOD_END, "param1", "returned");
    var line = ProbedClasses.line(FILE, 1, Stage.LINE_START);
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      // No name of the source file either: the class's own name decides.
      CompiledSource compiled = CompiledSource.of(FILE, source, List.of("-g:none"));
      ProbedClasses classes =
          ProbedClasses.load(compiled.classes(), List.of(wanted, line), recorder).verify();
      assertThat(classes.run("Extreme", "run")).isEqualTo(8);
      assertThat(recorder.hits())
          .singleElement()
          .satisfies(hit -> assertThat(hit.values()).containsExactly(4, 8));
      assertThat(classes.misses()).singleElement().isInstanceOf(Miss.NoCode.class);
    }
  }
}
