package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Spec23PassedVariablesTest {

  private static final String FILE = "Vars.java";
  private static final String SOURCE =
      """
      import java.util.List;
      class Vars {
        private int field = 9;
        static String last;
        static void run() {
          new Vars().all((byte) 1, (short) 2, 'c', true, 5, 6L, 1.5f, 2.5d, "s", List.of("x"));
          shadow(3);
          stack(4);
          new Vars();
        }
        int all(byte b, short s, char c, boolean z, int i, long l, float f, double d, String t, List<String> g) {
          int local = i + 1;
          last = t;
          return local + (int) l + b + s + c + (z ? 1 : 0) + (int) f + (int) d + g.size() + field;
        }
        static void shadow(int n) {
          for (int i = 0; i < 1; i++) {
            int x = 1;
            last = "a" + x;
          }
          {
            long x = 2;
            last = "b" + x;
          }
          last = "end";
        }
        static String stack(int n) {
          return String.valueOf(n).concat(
              twice(
                  n) > 1 ? "p" : "q");
        }
        static int twice(int n) {
          return n * 2;
        }
        Vars() {
          super();
          last = "new";
        }
      }
      """;

  @Test
  void passesPrimitivesAsDeclaredAndReferencesAsObjects() throws Throwable {
    var wanted =
        ProbedClasses.line(
            FILE, 13, Stage.LINE_START, "b", "s", "c", "z", "i", "l", "f", "d", "t", "g", "local");
    PlannedProbe probe =
        run(
            wanted,
            hits ->
                assertThat(hits.get(0).values())
                    .containsExactly(
                        (byte) 1, (short) 2, 'c', true, 5, 6L, 1.5f, 2.5d, "s", List.of("x"), 6));
    assertThat(probe.siteDescriptor())
        .isEqualTo("(BSCZIJFDLjava/lang/Object;Ljava/lang/Object;I)V");
    assertThat(probe.passed())
        .filteredOn(variable -> variable.name().equals("g"))
        .first()
        .satisfies(
            variable -> {
              assertThat(variable.descriptor()).isEqualTo("Ljava/util/List;");
              assertThat(variable.signature()).contains("Ljava/util/List<Ljava/lang/String;>;");
            });
  }

  @Test
  void passesOnlyWhatIsReadButKnowsAllThatIsInScope() throws Throwable {
    PlannedProbe probe =
        run(
            ProbedClasses.line(FILE, 12, Stage.LINE_START, "t"),
            hits -> assertThat(hits.get(0).values()).containsExactly("s"));
    assertThat(names(probe.passed())).containsExactly("t");
    assertThat(names(probe.inScope()))
        .containsExactly("this", "b", "s", "c", "z", "i", "l", "f", "d", "t", "g");
    assertThat(probe.method()).isEqualTo("all");
    assertThat(probe.line()).isEqualTo(12);
    assertThat(probe.namesKnown()).isTrue();
  }

  @Test
  void passesTheReceiverForNamesThatAreNoLocals() throws Throwable {
    PlannedProbe probe =
        run(ProbedClasses.line(FILE, 12, Stage.LINE_START, "field", "t"), hits -> {});
    assertThat(names(probe.passed())).containsExactly("this", "t");
    assertThat(
            names(run(ProbedClasses.line(FILE, 12, Stage.LINE_START, "this"), hits -> {}).passed()))
        .containsExactly("this");
    assertThat(
            names(
                run(ProbedClasses.line(FILE, 17, Stage.LINE_START, "field", "n"), hits -> {})
                    .passed()))
        .containsExactly("n");
  }

  @Test
  void takesTheVariableThatIsInScopeAtThePoint() throws Throwable {
    assertThat(
            run(
                    ProbedClasses.line(FILE, 19, Stage.LINE_START, "x"),
                    hits -> assertThat(hits.get(0).values()).containsExactly(1))
                .siteDescriptor())
        .isEqualTo("(I)V");
    assertThat(
            run(
                    ProbedClasses.line(FILE, 23, Stage.LINE_START, "x"),
                    hits -> assertThat(hits.get(0).values()).containsExactly(2L))
                .siteDescriptor())
        .isEqualTo("(J)V");
    assertThat(run(ProbedClasses.line(FILE, 25, Stage.LINE_START, "x"), hits -> {}).passed())
        .isEmpty();
    assertThat(
            names(run(ProbedClasses.line(FILE, 18, Stage.LINE_START, "x"), hits -> {}).inScope()))
        .containsExactly("n", "i");
  }

  @Test
  void leavesValuesOnTheStackAlone() throws Throwable {
    run(
        ProbedClasses.line(FILE, 29, Stage.LINE_START, "n"),
        hits -> assertThat(hits.get(0).values()).containsExactly(4));
  }

  @Test
  void seesTheReceiverOfAConstructorOnceItIsInitialised() throws Throwable {
    PlannedProbe probe =
        run(
            ProbedClasses.line(FILE, 36, Stage.LINE_START, "this"),
            hits -> assertThat(hits.get(0).values().get(0).getClass()).hasToString("class Vars"));
    assertThat(names(probe.passed())).containsExactly("this");
    PlannedProbe start =
        run(ProbedClasses.method(FILE, "<init>", Stage.METHOD_START, "this"), hits -> {});
    assertThat(names(start.passed())).containsExactly("this");
  }

  @Test
  void namesParametersByPositionWithoutALocalVariableTable() throws Throwable {
    CompiledSource bare = CompiledSource.of(FILE, SOURCE, List.of("-g:source,lines"));
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      var wanted =
          ProbedClasses.line(FILE, 13, Stage.LINE_START, "param0", "param5", "param7", "param8");
      ProbedClasses classes =
          ProbedClasses.load(bare.classes(), List.of(wanted), recorder).verify();
      classes.run("Vars", "run");
      PlannedProbe probe = classes.probes(wanted).get(0);
      assertThat(probe.namesKnown()).isFalse();
      assertThat(names(probe.inScope()))
          .containsExactly(
              "this", "param0", "param1", "param2", "param3", "param4", "param5", "param6",
              "param7", "param8", "param9");
      assertThat(recorder.hits(probe).get(0).values()).containsExactly((byte) 1, 6L, 2.5d, "s");
    }
  }

  @Test
  void hasNothingToPlaceInAClassWithoutLines() {
    CompiledSource bare = CompiledSource.of(FILE, SOURCE, List.of("-g:none"));
    TransformResult result =
        new ProbeTransformer()
            .transform(
                bare.classFile("Vars"),
                List.of(
                    ProbeRequest.of(
                        "t",
                        ProbedClasses.line(FILE, 13, Stage.LINE_START).location(),
                        java.util.Set.of())),
                place -> 1,
                MethodParameterNames.COMPLETE);
    assertThat(result)
        .isInstanceOfSatisfying(
            TransformResult.Untouched.class,
            untouched ->
                assertThat(untouched.misses())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        Miss.NoCode.class, miss -> assertThat(miss.nearestLines()).isEmpty()));
  }

  @Test
  void offersTheNearestLinesThatHaveCode() {
    CompiledSource source = CompiledSource.of(FILE, SOURCE);
    var wanted = ProbedClasses.line(FILE, 21, Stage.LINE_START);
    ProbedClasses classes = ProbedClasses.load(source.classes(), List.of(wanted), place -> 1);
    assertThat(classes.misses())
        .singleElement()
        .isInstanceOfSatisfying(
            Miss.NoCode.class,
            miss -> assertThat(miss.nearestLines()).containsExactly(18, 19, 22, 23));
  }

  private interface Check {
    void accept(List<ProbeRecorder.Hit> hits);
  }

  private static PlannedProbe run(ProbedClasses.Wanted wanted, Check check) throws Throwable {
    Map<String, byte[]> classes = CompiledSource.of(FILE, SOURCE).classes();
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      ProbedClasses probed = ProbedClasses.load(classes, List.of(wanted), recorder).verify();
      probed.run("Vars", "run");
      List<ProbeRecorder.Hit> hits = probed.hits(recorder, wanted);
      assertThat(hits).isNotEmpty();
      check.accept(hits);
      return probed.probes(wanted).get(0);
    }
  }

  private static List<String> names(List<ProbeVariable> variables) {
    return variables.stream().map(ProbeVariable::name).toList();
  }
}
