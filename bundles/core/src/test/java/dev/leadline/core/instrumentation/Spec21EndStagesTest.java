package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Spec21EndStagesTest {

  private static final String FILE = "Ends.java";
  private static final String SOURCE =
      """
      class Ends {
        static int sink;
        static RuntimeException thrown = new IllegalStateException("x");
        static void run() {
          plain(1, 2L);
          early(0);
          early(1);
          try { fails(7.5d); } catch (IllegalStateException e) { sink++; }
          try { translates(); } catch (IllegalArgumentException e) { sink++; }
          replaced();
          recurse(3);
          new Ends(4);
          try { new Ends(-1); } catch (IllegalStateException e) { sink++; }
          nothing();
          reassigned("a");
          synced();
          try { swallow(true); swallow(false); } finally { sink++; }
        }
        static long plain(int a, long b) {
          long sum = a + b;
          return sum;
        }
        static String early(int i) {
          if (i == 0) {
            return "zero";
          }
          return "other";
        }
        static double fails(double d) {
          if (d > 1) {
            throw thrown;
          }
          return d;
        }
        static void translates() {
          try {
            fails(2.5d);
          } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e);
          }
        }
        @SuppressWarnings("finally")
        static int replaced() {
          try {
            throw new IllegalStateException();
          } finally {
            return 5;
          }
        }
        static int recurse(int n) {
          return n == 0 ? 0 : 1 + recurse(n - 1);
        }
        final int value;
        Ends(int v) {
          super();
          if (v < 0) {
            throw thrown;
          }
          value = v;
        }
        static void nothing() {}
        static Object reassigned(Object o) {
          for (int i = 0; i < 2; i++) {
            o = i == 0 ? "b" : Integer.valueOf(3);
          }
          return o;
        }
        static synchronized int synced() {
          synchronized (Ends.class) {
            return sink++;
          }
        }
        static void swallow(boolean fail) {
          try {
            sink++;
            if (fail) throw thrown;
          } catch (IllegalStateException e) {
            sink++;
          }
          sink++;
        }
        static void million() {
          for (int i = 0; i < 250_000; i++) {
            plain(i, i);
            early(i & 1);
            try { fails(2); } catch (IllegalStateException e) { sink++; }
            swallow((i & 1) == 0);
          }
        }
      }
      """;

  @Test
  void recordsTheResultOfANormalReturn() throws Throwable {
    assertThat(ends("plain", "a", "b", "returned", "thrown"))
        .containsExactly(list(1, 2L, 3L, null));
    assertThat(ends("early", "returned")).containsExactly(list("zero"), list("other"));
  }

  @Test
  void recordsOnceWhenTheMethodThrows() throws Throwable {
    List<List<Object>> hits = ends("fails", "d", "returned", "thrown");
    assertThat(hits).hasSize(2);
    assertThat(hits.get(0).subList(0, 2)).containsExactly(7.5d, 0.0d);
    assertThat(hits.get(0).get(2)).isInstanceOf(IllegalStateException.class).isNotNull();
  }

  @Test
  void seesTheExceptionThatLeavesTheMethod() throws Throwable {
    assertThat(ends("translates", "thrown").get(0).get(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ends("replaced", "returned", "thrown")).containsExactly(list(5, null));
  }

  @Test
  void recordsEveryLevelOfARecursion() throws Throwable {
    assertThat(ends("recurse", "n", "returned"))
        .containsExactly(list(0, 0), list(1, 1), list(2, 2), list(3, 3));
  }

  @Test
  void recordsConstructorsFromTheirSuperCallOn() throws Throwable {
    List<List<Object>> hits = ends("<init>", "this", "v", "thrown", "returned");
    assertThat(hits).hasSize(2);
    assertThat(hits.get(0).get(0).getClass().getName()).isEqualTo("Ends");
    assertThat(hits.get(0).subList(1, 3)).containsExactly(4, null);
    assertThat(hits.get(1).get(1)).isEqualTo(-1);
    assertThat(hits.get(1).get(2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hasNoResultInAVoidMethod() throws Throwable {
    var wanted = ProbedClasses.method(FILE, "nothing", Stage.METHOD_END, "returned", "thrown");
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      ProbedClasses classes = load(recorder, wanted);
      assertThat(classes.probes())
          .allSatisfy(
              probe ->
                  assertThat(probe.inScope())
                      .extracting(ProbeVariable::name)
                      .containsExactly("thrown", "runtime"));
    }
  }

  @Test
  void passesParametersAsTheyAreAtTheEnd() throws Throwable {
    assertThat(ends("reassigned", "o", "returned")).containsExactly(list(3, 3));
    assertThat(ends("synced", "returned", "thrown")).hasSize(1);
  }

  @Test
  void measuresTheTimeInNanoseconds() throws Throwable {
    for (String name : List.of("runtime", "runtimeSeconds")) {
      assertThat(ends("plain", name).get(0).get(0))
          .isInstanceOfSatisfying(Long.class, time -> assertThat(time).isNotNegative());
    }
    assertThat(ends("recurse", "n", "runtime")).extracting(hit -> (Long) hit.get(1)).isSorted();
  }

  @ParameterizedTest
  @EnumSource(names = {"METHOD_END", "METHOD_CAPTURE"})
  void capturesLikeAnEnd(Stage stage) throws Throwable {
    assertThat(hits(ProbedClasses.method(FILE, "plain", stage, "returned"), "run"))
        .containsExactly(list(3L));
  }

  @ParameterizedTest
  @EnumSource(names = {"LINE_END", "LINE_CAPTURE"})
  void seesWhatTheLineAssigned(Stage stage) throws Throwable {
    assertThat(hits(ProbedClasses.line(FILE, 20, stage, "sum", "thrown", "returned"), "run"))
        .containsExactly(list(3L, 0L, null));
    assertThat(hits(ProbedClasses.line(FILE, 21, stage, "returned"), "run"))
        .containsExactly(list(3L));
  }

  @Test
  void seesTheExceptionThatLeavesTheLine() throws Throwable {
    List<List<Object>> hits = hits(ProbedClasses.line(FILE, 37, Stage.LINE_END, "thrown"), "run");
    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).get(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endsALoopLineWhenTheLoopEnds() throws Throwable {
    assertThat(
            hits(
                ProbedClasses.line(
                    FILE, CompiledSource.lineOf(SOURCE, "i < 2; i++"), Stage.LINE_END, "o"),
                "run"))
        .containsExactly(list(3));
  }

  @Test
  void endsAMillionTimesByEveryPathAndRethrowsTheSameException() throws Throwable {
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      List<ProbedClasses.Wanted> wanted = new ArrayList<>();
      for (String method : List.of("plain", "early", "fails", "swallow")) {
        wanted.add(ProbedClasses.method(FILE, method, Stage.METHOD_END, "runtime"));
      }
      ProbedClasses classes = load(recorder, wanted.toArray(ProbedClasses.Wanted[]::new));
      classes.run("Ends", "million");
      assertThat(recorder.hits()).hasSize(1_000_000);
      for (ProbedClasses.Wanted each : wanted) {
        assertThat(classes.hits(recorder, each)).as(each.id()).hasSize(250_000);
      }
    }
  }

  @Test
  void startsAndEndsOfAllMethodsAgree() throws Throwable {
    List<String> methods =
        List.of(
            "plain",
            "early",
            "fails",
            "translates",
            "replaced",
            "recurse",
            "<init>",
            "nothing",
            "reassigned",
            "synced",
            "swallow",
            "run");
    List<ProbedClasses.Wanted> wanted = new ArrayList<>();
    for (String method : methods) {
      wanted.add(ProbedClasses.method(FILE, method, Stage.METHOD_START, "this"));
      wanted.add(
          ProbedClasses.method(FILE, method, Stage.METHOD_END, "runtime", "thrown", "returned"));
    }
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      ProbedClasses classes = load(recorder, wanted.toArray(ProbedClasses.Wanted[]::new));
      classes.run("Ends", "run");
      for (int i = 0; i < wanted.size(); i += 2) {
        assertThat(classes.hits(recorder, wanted.get(i)).size())
            .as(wanted.get(i).id())
            .isPositive()
            .isEqualTo(classes.hits(recorder, wanted.get(i + 1)).size());
      }
    }
  }

  private static List<List<Object>> ends(String method, String... identifiers) throws Throwable {
    return hits(ProbedClasses.method(FILE, method, Stage.METHOD_END, identifiers), "run");
  }

  private static List<List<Object>> hits(ProbedClasses.Wanted wanted, String run) throws Throwable {
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      ProbedClasses classes = load(recorder, wanted);
      classes.run("Ends", run);
      return classes.hits(recorder, wanted).stream().map(ProbeRecorder.Hit::values).toList();
    }
  }

  private static ProbedClasses load(ProbeRecorder recorder, ProbedClasses.Wanted... wanted)
      throws Exception {
    return ProbedClasses.load(CompiledSource.of(FILE, SOURCE).classes(), List.of(wanted), recorder)
        .verify();
  }

  private static List<Object> list(Object... values) {
    return java.util.Arrays.asList(values);
  }
}
