package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** SPEC 2.1, the stages, and what SPEC 2.3 says of their variables: through the whole core. */
class Spec21StagesTest extends CoreFixture {

  private static final String FILE = "Exits.java";

  @BeforeEach
  void start() {
    Exits.touch(0, null);
    start(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"method_start", "method_end", "method_capture"})
  void recordsAMethodOncePerCallWhateverItsExit(String stage) {
    declare(
        tracepoint(
            "calls",
            FILE,
            "\"args\": {\"method_name\": \"classify\", \"stage\": \"%s\"}".formatted(stage),
            counter("calls", "n")));
    awaitLive("calls");
    callEveryExit();
    assertThat(provider.sums())
        .isEqualTo(
            Map.of(
                "calls[-1]",
                1.0,
                "calls[0]",
                1.0,
                "calls[1]",
                1.0,
                "calls[3]",
                1.0,
                "calls[9]",
                1.0));
    TracepointStatus status = status("calls");
    assertThat(status.hits()).isEqualTo(5);
    assertThat(status.recorded()).isEqualTo(5);
    assertThat(status.probes()).hasSize(1);
    assertThat(status.reason()).isEqualTo("1 probe");
  }

  @ParameterizedTest
  @CsvSource({
    "line_start, 8",
    "line_end, 4",
    "line_capture, 4",
    "method_start, 8",
    "method_end, 4",
    "method_capture, 4"
  })
  void recordsAStartBeforeItsCodeRunsAndAnEndAfter(String stage, int n) {
    declare(
        tracepoint(
            "halved",
            FILE,
            stage.startsWith("line")
                ? "\"lineNumber\": %d, \"args\": {\"stage\": \"%s\"}"
                    .formatted(lineOf(FILE, "halved"), stage)
                : "\"args\": {\"method_name\": \"halved\", \"stage\": \"%s\"}".formatted(stage),
            counter("halved", "n")));
    awaitLive("halved");
    assertThat(Exits.halved(8)).isEqualTo(4);
    assertThat(provider.sums()).isEqualTo(Map.of("halved[" + n + "]", 1.0));
  }

  @Test
  void knowsTheResultAndTheExceptionOfEachExit() {
    declare(methodEnd("calls", FILE, "classify", counter("calls", "returned", "thrown")));
    awaitLive("calls");
    callEveryExit();
    assertThat(provider.sums())
        .isEqualTo(
            Map.of(
                "calls[0, java.lang.IllegalArgumentException: negative]", 1.0,
                "calls[10, null]", 1.0,
                "calls[11, null]", 1.0,
                "calls[20, null]", 1.0,
                "calls[15, null]", 1.0));
  }

  @Test
  void hasNoResultWhereTheMethodHasNone() {
    declare(methodEnd("calls", FILE, "touch", metric("calls", "COUNTER", "returned")));
    awaitState("calls", TracepointState.REJECTED);
    assertThat(status("calls").reason()).contains("NL-001").contains("no variable returned");
  }

  @Test
  void measuresTheTimeInNanosecondsAndInSeconds() {
    declare(
        methodEnd(
            "time",
            FILE,
            "classify",
            metric("nanos", "GAUGE", "runtime"),
            metric("seconds", "GAUGE", "runtimeSeconds")));
    awaitLive("time");
    assertThat(Exits.classify(3)).isEqualTo(20);
    double nanos = provider.sums().get("nanos[]");
    assertThat(nanos).isPositive();
    assertThat(provider.sums()).containsEntry("seconds[]", nanos / 1e9);
  }

  @Test
  void givesTheSecondsToAnExpressionThatReadsNothingElse() {
    declare(methodEnd("time", FILE, "touch", metric("seconds", "HISTOGRAM", "runtimeSeconds")));
    awaitLive("time");
    Exits.touch(7, "ann");
    Exits.touch(7, null);
    assertThat(provider.sums().get("seconds[]")).isPositive().isLessThan(60);
    assertThat(status("time").recorded()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line_start", "line_end", "line_capture"})
  void recordsALineOnceWhenItEndsAndWhenItThrows(String stage) {
    declare(
        tracepoint(
            "line",
            FILE,
            "\"lineNumber\": %d, \"args\": {\"stage\": \"%s\"}"
                .formatted(lineOf(FILE, "lined"), stage),
            counter("line", "n")));
    awaitLive("line");
    Exits.lined(4);
    assertThatThrownBy(() -> Exits.lined(-4)).isInstanceOf(IllegalStateException.class);
    assertThat(provider.sums()).isEqualTo(Map.of("line[4]", 1.0, "line[-4]", 1.0));
    assertThat(status("line").hits()).isEqualTo(2);
  }

  @Test
  void knowsTheExceptionThatEndsALine() {
    declare(
        tracepoint(
            "line",
            FILE,
            "\"lineNumber\": %d, \"args\": {\"stage\": \"line_end\"}"
                .formatted(lineOf(FILE, "lined")),
            counter("line", "thrown"),
            metric("seconds", "HISTOGRAM", "runtimeSeconds")));
    awaitLive("line");
    Exits.lined(4);
    assertThatThrownBy(() -> Exits.lined(-4)).isInstanceOf(IllegalStateException.class);
    assertThat(provider.sums())
        .containsEntry("line[null]", 1.0)
        .containsEntry("line[java.lang.IllegalStateException: no -4]", 1.0)
        .containsKey("seconds[]");
    assertThat(status("line").recorded()).isEqualTo(4);
  }

  @Test
  void countsTheCopiesOfAFinallyBlockAsOneProbe() {
    declare(atLine("finally", FILE, lineOf(FILE, "finally"), counter("finally")));
    awaitLive("finally");
    Exits.guarded(1);
    assertThatThrownBy(() -> Exits.guarded(-1)).isInstanceOf(IllegalStateException.class);
    assertThat(provider.sums()).isEqualTo(Map.of("finally[]", 2.0));
    assertThat(status("finally").reason()).isEqualTo("1 probe");
  }

  @Test
  void keepsRecordingAfterTheApplicationHasOverflowedItsStack() {
    declare(methodEnd("deep", FILE, "deep", counter("deep", "marker.toString")));
    awaitLive("deep");
    assertThatThrownBy(() -> Exits.deep("a", Integer.MAX_VALUE))
        .isInstanceOf(StackOverflowError.class);
    double before = provider.sums().getOrDefault("deep[b]", 0.0);
    assertThat(Exits.deep("b", 9)).isEqualTo(9);
    assertThat(provider.sums()).containsEntry("deep[b]", before + 10);
  }

  @Test
  void recordsAtTheExitsThatHaveTheVariableAndCountsTheOthers() throws Throwable {
    Class<?> type = MethodHandles.lookup().defineClass(overwritesItsParameterBeforeOneExit());
    declare(methodEnd("exits", "Lossy.java", "run", counter("who", "who"), counter("all")));
    awaitLive("exits");
    var run = type.getMethod("run", String.class, boolean.class);
    run.invoke(null, "ann", false);
    run.invoke(null, "bob", true);
    assertThat(provider.sums()).isEqualTo(Map.of("who[ann]", 1.0, "all[]", 2.0));
    TracepointStatus status = status("exits");
    assertThat(status.state()).isEqualTo(TracepointState.ACTIVE);
    assertThat(status.hits()).isEqualTo(2);
    assertThat(status.recorded()).isEqualTo(3);
    assertThat(status.dropped()).isEqualTo(Map.of("value_not_compiled", 1L));
    assertThat(status.problems()).extracting(problem -> problem.code()).containsOnly("NL-001");
    assertThat(status.probes()).hasSize(1);
  }

  private static void callEveryExit() {
    assertThatThrownBy(() -> Exits.classify(-1)).hasMessage("negative");
    assertThat(Exits.classify(0)).isEqualTo(10);
    assertThat(Exits.classify(1)).isEqualTo(11);
    assertThat(Exits.classify(3)).isEqualTo(20);
    assertThat(Exits.classify(9)).isEqualTo(15);
  }

  /** What javac never does and other compilers may: reuses the slot of a parameter. */
  private static byte[] overwritesItsParameterBeforeOneExit() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, FOLDER + "Lossy", null, "java/lang/Object", null);
    writer.visitSource("Lossy.java", null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(Ljava/lang/String;Z)V", null, null);
    Label begin = new Label();
    Label plain = new Label();
    Label end = new Label();
    code.visitCode();
    code.visitLabel(begin);
    code.visitLineNumber(1, begin);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFEQ, plain);
    code.visitInsn(Opcodes.ICONST_5);
    code.visitVarInsn(Opcodes.ISTORE, 0);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(plain);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(end);
    code.visitLocalVariable("who", "Ljava/lang/String;", null, begin, end, 0);
    code.visitLocalVariable("lossy", "Z", null, begin, end, 1);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
