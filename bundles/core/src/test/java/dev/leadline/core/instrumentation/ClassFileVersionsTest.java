package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Old class files, huge ones and malformed ones. */
class ClassFileVersionsTest {

  private static final String FILE = "Old.java";

  @Test
  void makesAClassFileOfJavaSixOneOfJavaSeven() throws Throwable {
    byte[] original = classFile(Opcodes.V1_6, ClassFileVersionsTest::loopWithFrame);
    var wanted = ProbedClasses.line(FILE, 6, Stage.LINE_START, "i");
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      ProbedClasses classes =
          ProbedClasses.load(Map.of("Old", original), List.of(wanted), recorder).verify();
      classes.run("Old", "run");
      assertThat(classes.hits(recorder, wanted)).hasSize(3);
      assertThat(new ClassReader(classes.classFile("Old")).readUnsignedShort(6)).isEqualTo(51);
    }
  }

  @Test
  void refusesWhatIsOlderOrLacksFrames() {
    assertThat(transform(classFile(Opcodes.V1_5, ClassFileVersionsTest::loopWithoutFrame), 6))
        .isEqualTo(new TransformResult.Refused(Refusal.OLD_CLASS_FILE));
    assertThat(transform(classFile(Opcodes.V1_6, ClassFileVersionsTest::loopWithoutFrame), 6))
        .isEqualTo(new TransformResult.Refused(Refusal.NO_FRAMES));
    assertThat(transform(classFile(Opcodes.V1_6, ClassFileVersionsTest::subroutine), 5))
        .isEqualTo(new TransformResult.Refused(Refusal.SUBROUTINES));
  }

  @Test
  void leavesAnOldClassFileAloneThatHasNoneOfTheCode() {
    assertThat(transform(classFile(Opcodes.V1_5, ClassFileVersionsTest::loopWithoutFrame), 77))
        .isInstanceOf(TransformResult.Untouched.class);
  }

  @Test
  void refusesBytesThatAreNoClassFile() {
    assertThat(transform(new byte[10], 1))
        .isEqualTo(new TransformResult.Refused(Refusal.UNREADABLE_CLASS_FILE));
    byte[] future = classFile(Opcodes.V17, ClassFileVersionsTest::loopWithFrame);
    future[7] = 120;
    assertThat(transform(future, 6))
        .isEqualTo(new TransformResult.Refused(Refusal.UNREADABLE_CLASS_FILE));
  }

  @Test
  void refusesTheProbeOfAMethodThatWouldBeTooLargeAndPlacesTheOthers() {
    byte[] huge =
        classFile(
            Opcodes.V17,
            method -> {
              line(method, 5);
              for (int i = 0; i < 32_760; i++) {
                method.visitInsn(Opcodes.ICONST_0);
                method.visitInsn(Opcodes.POP);
              }
              line(method, 6);
              for (int i = 0; i < 5; i++) {
                method.visitInsn(Opcodes.NOP);
              }
              method.visitInsn(Opcodes.RETURN);
            });
    var result =
        new ProbeTransformer()
            .transform(
                huge,
                List.of(request(5), request(6), request(20)),
                site -> 1,
                MethodParameterNames.COMPLETE);
    assertThat(result)
        .isInstanceOfSatisfying(
            TransformResult.Transformed.class,
            transformed -> {
              assertThat(transformed.probes())
                  .extracting(PlannedProbe::method)
                  .containsExactly("small");
              assertThat(transformed.misses())
                  .allSatisfy(
                      miss ->
                          assertThat(miss)
                              .isInstanceOfSatisfying(
                                  Miss.Refused.class,
                                  refused ->
                                      assertThat(refused.refusal())
                                          .isEqualTo(Refusal.METHOD_TOO_LARGE)))
                  .hasSize(2);
            });
  }

  @Test
  void refusesTypeAnnotatedRecordsWhereTheJvmWouldCorruptThem() {
    String source =
        """
        import java.lang.annotation.*;
        class Rec {
          @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.RUNTIME) @interface A {}
          record Annotated(@A String s) { void m() {
            s.length();
          } }
        }
        """;
    byte[] record = CompiledSource.of("Rec.java", source).classFile("Rec$Annotated");
    ProbeRequest request =
        ProbeRequest.of(
            "t", ProbedClasses.line("Rec.java", 5, Stage.LINE_START).location(), Set.of());
    assertThat(
            new ProbeTransformer(true)
                .transform(record, List.of(request), place -> 1, MethodParameterNames.COMPLETE))
        .isEqualTo(new TransformResult.Refused(Refusal.JVM_BUG));
    assertThat(
            new ProbeTransformer()
                .transform(record, List.of(request), place -> 1, MethodParameterNames.COMPLETE))
        .isInstanceOf(TransformResult.Transformed.class);
  }

  @Test
  void instrumentsRecordsWhoseTypeAnnotationsTheJvmDoesNotCarryAlong() {
    String source =
        """
        import java.lang.annotation.*;
        class Rec {
          @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.RUNTIME) @interface A {}
          @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.CLASS) @interface C {}
          @Target(ElementType.RECORD_COMPONENT) @Retention(RetentionPolicy.RUNTIME) @interface P {}
          record Elsewhere(@C String s, @P String t) { @A String m() {
            return s;
          } }
        }
        """;
    byte[] record = CompiledSource.of("Rec.java", source).classFile("Rec$Elsewhere");
    ProbeRequest request =
        ProbeRequest.of(
            "t", ProbedClasses.line("Rec.java", 7, Stage.LINE_START).location(), Set.of());
    ProbeTransformer transformer = new ProbeTransformer(true);
    assertThat(transformer.isInDanger(record)).isFalse();
    assertThat(
            transformer.transform(
                record, List.of(request), place -> 1, MethodParameterNames.COMPLETE))
        .isInstanceOf(TransformResult.Transformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, true", "17.0.20, true", "21.0.9, true", "24.0.2, true", "25, true", "25.0.3, true",
    "25.0.4, false", "25.0.10, false", "26, true", "26.0.1, true", "26.0.2, false", "27, false",
    "28.0.1, false"
  })
  void knowsTheVersionsThatCorruptTypeAnnotatedRecords(String version, boolean corrupting) {
    assertThat(TypeAnnotatedRecords.areCorruptedBy(Runtime.Version.parse(version)))
        .isEqualTo(corrupting);
  }

  private static TransformResult transform(byte[] classFile, int line) {
    return new ProbeTransformer()
        .transform(classFile, List.of(request(line)), place -> 1, MethodParameterNames.COMPLETE);
  }

  private static ProbeRequest request(int line) {
    return ProbeRequest.of(
        "line " + line, ProbedClasses.line(FILE, line, Stage.LINE_START).location(), Set.of("i"));
  }

  private static byte[] classFile(int version, Consumer<MethodVisitor> code) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
    writer.visitSource(FILE, null);
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
    run.visitCode();
    code.accept(run);
    run.visitMaxs(4, 4);
    run.visitEnd();
    MethodVisitor small = writer.visitMethod(Opcodes.ACC_STATIC, "small", "()V", null, null);
    small.visitCode();
    line(small, 20);
    small.visitInsn(Opcodes.RETURN);
    small.visitMaxs(0, 0);
    small.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void loopWithFrame(MethodVisitor method) {
    loop(method, true);
  }

  private static void loopWithoutFrame(MethodVisitor method) {
    loop(method, false);
  }

  /** {@code int i = 0; do { i++; } while (i < 3);} on lines 5, 6 and 7. */
  private static void loop(MethodVisitor method, boolean frame) {
    line(method, 5);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitVarInsn(Opcodes.ISTORE, 0);
    Label body = line(method, 6);
    if (frame) {
      method.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.INTEGER}, 0, null);
    }
    method.visitIincInsn(0, 1);
    line(method, 7);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.ICONST_3);
    method.visitJumpInsn(Opcodes.IF_ICMPLT, body);
    method.visitInsn(Opcodes.RETURN);
    Label end = new Label();
    method.visitLabel(end);
    method.visitLocalVariable("i", "I", null, body, end, 0);
  }

  private static void subroutine(MethodVisitor method) {
    line(method, 5);
    Label subroutine = new Label();
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(subroutine);
    method.visitVarInsn(Opcodes.ASTORE, 1);
    method.visitVarInsn(Opcodes.RET, 1);
  }

  private static Label line(MethodVisitor method, int line) {
    Label label = new Label();
    method.visitLabel(label);
    method.visitLineNumber(line, label);
    return label;
  }
}
